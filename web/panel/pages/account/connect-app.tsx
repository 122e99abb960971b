import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { Copy } from './copy.tsx';
import { QrCode } from './qr-code.tsx';
import { accountTexts } from './texts.ts';

/** Brings the secret to an app, and proves by its first code that it arrived. */
export const ConnectApp = ({
  secret,
  uri,
  onDone,
  onClose,
}: {
  readonly secret: string;
  readonly uri: string;
  readonly onDone: (recoveryCodes: readonly string[]) => unknown;
  readonly onClose: () => void;
}) => {
  const texts = useTexts(accountTexts);
  const [wrong, setWrong] = useState(false);
  const confirm = useChange({
    run: (body: { code: string }) => answer(api.POST('/api/v1/account/totp/confirm', { body })),
    touches: [],
    onDone: ({ recovery_codes }) => onDone(recovery_codes),
    explain: ({ code }) => {
      setWrong(code === 'invalid');
      return code === 'invalid' ? false : undefined;
    },
  });
  return (
    <form
      className="account-form"
      onSubmit={(event) => {
        event.preventDefault();
        const code = String(new FormData(event.currentTarget).get('code')).trim();
        if (!confirm.isPending) confirm.mutate({ code });
      }}
    >
      <Text>{texts.scan}</Text>
      <QrCode text={uri} label={texts.qr} />
      <div className="account-key">
        <Text size="sm" c="dimmed">
          {texts.orType}
        </Text>
        <div className="account-said">
          <code>{secret.replace(/.{4}(?=.)/g, '$& ')}</code>
          <Copy text={secret} size="xs" />
        </div>
      </div>
      <TextInput
        name="code"
        label={texts.code}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={7}
        error={wrong && texts.codeWrong}
        required
        withAsterisk={false}
        autoFocus
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {texts.cancel}
        </Button>
        <Button type="submit" loading={confirm.isPending}>
          {texts.confirm}
        </Button>
      </Group>
    </form>
  );
};
