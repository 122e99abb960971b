import { Button, CopyButton, Group, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTexts } from '../../../locale/locale.tsx';
import { accessTexts } from './texts.ts';
import type { Credentials as Made } from './use-accounts.ts';

/** A login and its new password, to be handed over: they are not shown again. */
export const Credentials = ({ made, onClose }: { readonly made: Made; readonly onClose: () => void }) => {
  const texts = useTexts(accessTexts);
  return (
    <div className="people-form">
      <p role="status">{texts.made}</p>
      <TextInput label={texts.login} value={made.login} readOnly />
      <TextInput
        label={texts.password}
        value={made.password}
        readOnly
        classNames={{ input: 'people-secret' }}
      />
      <Group justify="flex-end" gap="xs">
        {/* Pages that come neither by TLS nor from this machine have no clipboard. */}
        {window.isSecureContext && (
          <CopyButton value={`${made.login}\n${made.password}`}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                leftSection={copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
                onClick={copy}
              >
                <span aria-live="polite">{copied ? texts.copied : texts.copy}</span>
              </Button>
            )}
          </CopyButton>
        )}
        <Button onClick={onClose}>{texts.ready}</Button>
      </Group>
    </div>
  );
};
