import { Button, Group, PasswordInput, Text, TextInput } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { toast } from '../../parts/toasts.tsx';
import { useLock } from '../../session/lock.ts';
import { useMe } from '../../session/session.ts';
import { Copy } from './copy.tsx';
import { chatsQuery } from './queries.ts';
import { accountTexts } from './texts.ts';

/** What to say in the chat for a code. */
const COMMAND = '/link';

/** Links a chat: the office says a code there, and it is given here with the password. */
export const LinkChat = () => {
  const texts = useTexts(accountTexts);
  const [opened, setOpened] = useState(false);
  return opened ? (
    <LinkForm onClose={() => setOpened(false)} />
  ) : (
    <Button leftSection={<IconLink size={16} />} onClick={() => setOpened(true)}>
      {texts.link}
    </Button>
  );
};

const LinkForm = ({ onClose }: { readonly onClose: () => void }) => {
  const texts = useTexts(accountTexts);
  const queries = useQueryClient();
  const { login } = useMe();
  const lock = useLock();
  const [wrong, setWrong] = useState<{ readonly code?: string; readonly password?: string }>({});
  const link = useChange({
    run: (body: { code: string; password: string }) => answer(api.POST('/api/v1/account/chats', { body })),
    touches: [],
    onDone: (chats) => {
      queries.setQueryData(chatsQuery.queryKey, chats);
      toast.done(texts.linked);
      onClose();
    },
    explain: ({ code: problem, fields: { code, password }, retryAfter }: Problem) => {
      if (problem === 'limited') lock.until(retryAfter);
      const refusals: Readonly<Record<string, string>> = texts.linkRefusals;
      setWrong({
        ...(code ? { code: refusals[code] ?? code } : {}),
        ...(password ? { password: texts.issues.wrong } : {}),
      });
      return problem === 'limited' || code || password ? false : undefined;
    },
  });
  return (
    <form
      className="account-form"
      aria-label={texts.link}
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget);
        const [code, password] = [String(given.get('code')), String(given.get('password'))];
        if (!link.isPending && lock.left === undefined) link.mutate({ code, password });
      }}
    >
      <Text>{texts.linkHow}</Text>
      <div className="account-said">
        <code>{COMMAND}</code>
        <Copy text={COMMAND} size="xs" />
      </div>
      <input type="text" name="login" autoComplete="username" defaultValue={login} hidden readOnly />
      <TextInput
        name="code"
        label={texts.linkCode}
        description={texts.linkOwn}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={64}
        error={wrong.code}
        required
        withAsterisk={false}
        autoFocus
      />
      <PasswordInput
        name="password"
        label={texts.current}
        autoComplete="current-password"
        error={lock.left === undefined ? wrong.password : texts.wait(lock.left)}
        required
        withAsterisk={false}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {texts.cancel}
        </Button>
        <Button type="submit" loading={link.isPending} disabled={lock.left !== undefined}>
          {texts.linkIt}
        </Button>
      </Group>
    </form>
  );
};
