import { ActionIcon, Button } from '@mantine/core';
import { IconPaperclip, IconSend2, IconX } from '@tabler/icons-react';
import { type FormEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { useMedia } from '../../parts/media.ts';
import { toast } from '../../parts/toasts.tsx';
import { useShortcut } from '../../shell/shortcuts.ts';
import { drafts } from './drafts.ts';
import { calls, type Question, TOUCHED } from './queries.ts';
import { questionTexts } from './texts.ts';
import { useUploads } from './use-uploads.ts';

/** As many characters as the office takes; the remaining room is told when there is less than the second. */
const LONGEST = 4_000;
const ROOM_TOLD = 300;

/** Where an employee answers: words, attachments, or both. */
export const Composer = ({ question: { id, closed_at: closedAt } }: { readonly question: Question }) => {
  const texts = useTexts(questionTexts);
  const [draft, setDraft] = useState(() => drafts.read(id));
  /** Sent as soon as every file is there. */
  const [wanted, setWanted] = useState(false);
  const { uploads, isBusy, ...files } = useUploads(() => setWanted(false));
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const hasKeyboard = useMedia('(hover: hover) and (pointer: fine)');
  const room = LONGEST - draft.text.trim().length;

  const write = (text: string): void => setDraft(drafts.write(id, text));
  const { mutate, isPending } = useChange({
    run: () => {
      const file_ids = uploads.flatMap((upload) => upload.id ?? []);
      return calls.answer(id, { text: draft.text.trim(), file_ids, key: draft.key });
    },
    touches: TOUCHED,
    onDone: ({ told }) => {
      write('');
      files.clear();
      if (told > 0) toast.done(texts.told(told));
      else toast.told(texts.toldNobody);
    },
  });
  const isEmpty = draft.text.trim() === '' && uploads.length === 0;
  const mayNot = isEmpty || room < 0 || isPending;

  useLayoutEffect(() => {
    if (field.current?.value !== draft.text) return;
    field.current.style.height = 'auto';
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [draft.text]);
  useShortcut('r', texts.keys.reply, () => field.current?.focus());

  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    field.current?.focus();
    if (!mayNot) setWanted(true);
  };
  useEffect(() => {
    if (!wanted || isBusy) return;
    setWanted(false);
    mutate();
  }, [wanted, isBusy, mutate]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    submit();
  };
  // Other files are another answer, even with the same words.
  const add = (list: FileList | null): void => {
    files.add([...(list ?? [])]);
    write(draft.text);
  };
  const remove = (key: number): void => {
    files.remove(key);
    write(draft.text);
  };
  const pick = (list: FileList | null): void => {
    add(list);
    if (picker.current) picker.current.value = '';
  };

  return (
    <form className="questions-composer" aria-label={texts.answer} onSubmit={submit}>
      {closedAt !== null && <p className="questions-closed-note">{texts.closedNote}</p>}
      {uploads.length > 0 && (
        <ul className="questions-uploads">
          {uploads.map(({ key, name, id: uploaded }) => (
            <li key={key} data-busy={uploaded === undefined || undefined}>
              <span>{uploaded === undefined ? texts.uploading(name) : name}</span>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={texts.removeFile(name)}
                onClick={() => remove(key)}
              >
                <IconX size={16} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <div className="questions-field">
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-label={texts.attach}
          onChange={({ target }) => pick(target.files)}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={44}
          aria-label={texts.attach}
          title={texts.attach}
          onClick={() => picker.current?.click()}
        >
          <IconPaperclip size={22} stroke={1.7} />
        </ActionIcon>
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label={texts.answer}
          aria-invalid={room < 0}
          placeholder={texts.placeholder}
          value={draft.text}
          onChange={({ target }) => write(target.value)}
          onKeyDown={onKeyDown}
          onPaste={({ clipboardData }) => clipboardData.files.length > 0 && add(clipboardData.files)}
        />
        <Button
          type="submit"
          className="questions-send"
          aria-label={texts.send}
          loading={isPending || wanted}
          aria-disabled={mayNot}
          leftSection={<IconSend2 size={18} stroke={1.8} />}
        >
          {texts.send}
        </Button>
      </div>
      <p className="questions-hint" role="status" data-over={room < 0 || undefined}>
        {room < 0
          ? texts.tooLong(-room)
          : room < ROOM_TOLD
            ? texts.left(room)
            : hasKeyboard && texts.sendHint}
      </p>
    </form>
  );
};
