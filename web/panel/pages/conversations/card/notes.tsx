import { ActionIcon, Button, Textarea } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { useChange } from '../../../parts/change.ts';
import { toast } from '../../../parts/toasts.tsx';
import { useMay } from '../../../session/session.ts';
import { calls } from '../calls.ts';
import { useDesk } from '../desk.ts';
import { notesQuery } from '../queries.ts';
import type { Note } from '../schema.ts';
import { conversationTexts } from '../texts.ts';
import { momentOf, stampOf } from '../when.ts';
import { cardTexts } from './texts.ts';

/** What operators tell each other about the conversation; the customer never sees it. */
export const Notes = ({ id }: { readonly id: string }) => {
  const texts = useTexts(cardTexts);
  const mayWrite = useMay('conversations.answer');
  const { data } = useQuery(notesQuery(id));
  return (
    <section className="conversations-notes" aria-label={texts.notes}>
      <h3 className="conversations-card-title">
        {texts.notes} <small>{texts.notesAbout}</small>
      </h3>
      {data?.items.length === 0 && <p className="conversations-card-empty">{texts.noNotes}</p>}
      <ul>
        {data?.items.map((note) => (
          <NoteLine key={note.id} conversationId={id} note={note} />
        ))}
      </ul>
      {mayWrite && <NewNote id={id} />}
    </section>
  );
};

const NoteLine = ({ conversationId, note }: { readonly conversationId: string; readonly note: Note }) => {
  const texts = useTexts(cardTexts);
  const common = useTexts(conversationTexts);
  const locale = useLocale();
  const { me } = useDesk();
  const managesAll = useMay('conversations.seize');
  const { author, text, created_at: at } = note;
  const own = author.id === me.id;
  const touches = [notesQuery(conversationId).queryKey];
  const restore = useChange({ run: () => calls.addNote(conversationId, text), touches });
  const remove = useChange({
    run: () => calls.removeNote(conversationId, note.id),
    touches,
    // Somebody else's words cannot be written again in their name.
    onDone: () =>
      own ? toast.undo(texts.noteRemoved, () => restore.mutate()) : toast.done(texts.noteRemoved),
  });
  const name = own ? common.you : author.name;
  return (
    <li className="conversations-note">
      <p className="conversations-note-head">
        <b dir="auto">{name}</b>
        <time dateTime={at} title={momentOf(locale, at)}>
          {stampOf(locale, common, at, new Date())}
        </time>
        {(own || managesAll) && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={texts.removeNote(name)}
            loading={remove.isPending}
            onClick={() => remove.mutate()}
          >
            <IconTrash size={16} stroke={1.7} />
          </ActionIcon>
        )}
      </p>
      <p dir="auto">{text}</p>
    </li>
  );
};

const NewNote = ({ id }: { readonly id: string }) => {
  const texts = useTexts(cardTexts);
  const [text, setText] = useState('');
  const add = useChange({
    run: () => calls.addNote(id, text.trim()),
    touches: [notesQuery(id).queryKey],
    onDone: () => setText(''),
  });
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    if (text.trim() !== '' && !add.isPending) add.mutate();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };
  return (
    <form className="conversations-new-note" onSubmit={submit}>
      <Textarea
        aria-label={texts.noteField}
        placeholder={texts.notePlaceholder}
        rows={2}
        maxLength={5_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {text.trim() !== '' && (
        <Button type="submit" variant="light" loading={add.isPending}>
          {texts.addNote}
        </Button>
      )}
    </form>
  );
};
