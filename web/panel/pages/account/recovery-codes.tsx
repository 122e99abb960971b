import { Button, Group, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTexts } from '../../locale/locale.tsx';
import { useMe } from '../../session/session.ts';
import { Copy } from './copy.tsx';
import { accountTexts } from './texts.ts';

/** Recovery codes, this once: to copy, to download, to say that they are safe. */
export const RecoveryCodes = ({
  codes,
  onSaved,
}: {
  readonly codes: readonly string[];
  readonly onSaved: () => void;
}) => {
  const texts = useTexts(accountTexts);
  const { login } = useMe();
  const file = `${texts.fileTitle(login)}\n\n${codes.join('\n')}\n`;
  return (
    <div className="account-form">
      <Text>{texts.codes}</Text>
      <ul className="account-codes" aria-label={texts.codesTitle}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group gap="xs">
        <Copy text={codes.join('\n')} />
        <Button
          variant="default"
          component="a"
          leftSection={<IconDownload size={16} />}
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(file)}`}
          download="kontora-recovery-codes.txt"
        >
          {texts.download}
        </Button>
      </Group>
      <Button onClick={onSaved} autoFocus>
        {texts.saved}
      </Button>
    </div>
  );
};
