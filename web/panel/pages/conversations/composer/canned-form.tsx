import { Button, Group, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import '@mantine/core/styles/Switch.layer.css';
import { type FormEvent, useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { useChange } from '../../../parts/change.ts';
import { toast } from '../../../parts/toasts.tsx';
import { useMay } from '../../../session/session.ts';
import { calls } from '../calls.ts';
import { cannedQuery } from '../queries.ts';
import type { CannedAnswer } from '../schema.ts';
import { composerTexts } from './texts.ts';

/** A new canned answer, or a change of one. */
export const CannedForm = ({
  answer,
  onEnd,
}: {
  readonly answer: CannedAnswer | undefined;
  readonly onEnd: () => void;
}) => {
  const texts = useTexts(composerTexts);
  const mayShare = useMay('canned.share');
  const [title, setTitle] = useState(answer?.title ?? '');
  const [text, setText] = useState(answer?.text ?? '');
  const [shared, setShared] = useState(answer?.shared ?? false);
  const save = useChange({
    run: () => {
      const body = { title: title.trim(), text: text.trim(), shared };
      return answer ? calls.changeCanned(answer.id, body) : calls.addCanned(body);
    },
    touches: [cannedQuery.queryKey],
    onDone: () => {
      toast.done(texts.cannedSaved);
      onEnd();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (title.trim() !== '' && text.trim() !== '' && !save.isPending) save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={texts.cannedTitle}
          description={texts.cannedTitleAbout}
          required
          maxLength={100}
          value={title}
          data-autofocus
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Textarea
          label={texts.cannedText}
          required
          rows={6}
          maxLength={10_000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Switch
          label={texts.cannedShared}
          description={mayShare ? undefined : texts.cannedSharedAbout}
          disabled={!mayShare}
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onEnd}>
            {texts.cancel}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {texts.save_}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
