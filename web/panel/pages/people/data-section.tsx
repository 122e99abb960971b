import { Button, Group } from '@mantine/core';
import { IconDownload, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Section } from '../../parts/section.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useNameOf } from './names.ts';
import { type PersonCard, TOUCHED } from './queries.ts';
import { peopleTexts } from './texts.ts';

/** What the law gives a person: all their data as a file, and its end. */
export const DataSection = ({ person }: { readonly person: PersonCard }) => {
  const texts = useTexts(peopleTexts);
  const name = useNameOf()(person);
  const [asking, setAsking] = useState(false);
  const { id } = person;
  const erase = useChange({
    run: () =>
      answer(
        api.DELETE('/api/v1/people/{id}/data', {
          params: { path: { id } },
          // The name that was typed: had it been changed meanwhile, it would be somebody else's data.
          body: { confirm: person.name || id },
        }),
      ),
    touches: TOUCHED,
    onDone: () => toast.done(texts.erasedDone),
    explain: ({ code }) =>
      code === 'conflict' ? texts.eraseAdministrator : code === 'invalid' ? texts.eraseRenamed : undefined,
  });
  return (
    <Section title={texts.data} about={texts.dataAbout}>
      <Group gap="xs">
        <Button
          variant="default"
          component="a"
          href={`/api/v1/people/${id}/data`}
          download
          leftSection={<IconDownload size={18} />}
        >
          {texts.download}
        </Button>
        <Button
          variant="light"
          color="red"
          leftSection={<IconTrash size={18} />}
          onClick={() => setAsking(true)}
        >
          {texts.erase}
        </Button>
      </Group>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={texts.eraseTitle(name)}
        action={texts.eraseAction}
        word={person.name || texts.eraseWord}
        busy={erase.isPending}
        onConfirm={() => erase.mutate(undefined, { onSettled: () => setAsking(false) })}
      >
        {texts.eraseMeans}
      </Confirm>
    </Section>
  );
};
