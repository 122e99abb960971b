import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { LOCALES } from '#kernel/locale.ts';
import { answer, api } from '../../api/client.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { partTexts } from '../../parts/texts.ts';
import { toast } from '../../parts/toasts.tsx';
import { useMe } from '../../session/session.ts';
import { type PersonCard, TOUCHED } from './queries.ts';
import { peopleTexts } from './texts.ts';

interface CorrectDialogProps {
  readonly person: PersonCard;
  readonly onClose: () => void;
}

/** Corrects what a person is called and what language they are spoken to in. */
export const CorrectDialog = (props: CorrectDialogProps) => (
  <Dialog title={useTexts(peopleTexts).correctTitle} onClose={props.onClose}>
    <Form {...props} />
  </Dialog>
);

const Form = ({ person, onClose }: CorrectDialogProps) => {
  const texts = useTexts(peopleTexts);
  const { cancel } = useTexts(partTexts);
  const me = useMe();
  const [name, setName] = useState(person.name);
  const [locale, setLocale] = useState<string>(person.locale ?? '');
  const [wrong, setWrong] = useState(false);
  const change = useChange({
    run: () =>
      answer(
        api.PATCH('/api/v1/people/{id}', {
          params: { path: { id: person.id } },
          body: {
            ...(name.trim() === person.name ? {} : { name }),
            locale: LOCALES.find((one) => one === locale) ?? null,
          },
        }),
      ),
    // The header shows one's own name.
    touches: [...TOUCHED, ...(person.id === me.id ? [['session']] : [])],
    onDone: () => {
      toast.done(texts.saved);
      onClose();
    },
    explain: ({ fields }) => {
      if (!('name' in fields)) return undefined;
      setWrong(true);
      return false;
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!change.isPending) change.mutate();
  };
  return (
    <form className="people-form" onSubmit={submit}>
      <TextInput
        label={texts.name}
        value={name}
        maxLength={100}
        required={person.name !== ''}
        data-autofocus
        autoComplete="off"
        error={wrong && texts.notAName}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <NativeSelect
        label={texts.language}
        value={locale}
        data={[
          { value: '', label: texts.languageOfChannel },
          ...LOCALES.map((one) => ({ value: one, label: texts.languages[one] })),
        ]}
        onChange={(event) => setLocale(event.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {cancel}
        </Button>
        <Button type="submit" loading={change.isPending}>
          {texts.save}
        </Button>
      </Group>
    </form>
  );
};
