import { Button } from '@mantine/core';
import { IconSend2 } from '@tabler/icons-react';
import { type FormEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { useMedia } from '../../parts/media.ts';
import { toast } from '../../parts/toasts.tsx';
import { AttachButton } from '../../parts/uploads/attach-button.tsx';
import { UploadList } from '../../parts/uploads/upload-list.tsx';
import { useUploads } from '../../parts/uploads/use-uploads.ts';
import { useShortcut } from '../../shell/shortcuts.ts';
import { drafts } from './drafts.ts';
import { calls, type Question, TOUCHED } from './queries.ts';
import { questionTexts } from './texts.ts';

/** As many characters as the office takes; the remaining room is told when there is less than the second. */
const LONGEST = 4_000;
const ROOM_TOLD = 300;

/** Where an employee answers: words, attachments, or both. */
export const Composer = ({ question: { id, closed_at: closedAt } }: { readonly question: Question }) => {
  const texts = useTexts(questionTexts);
  const [draft, setDraft] = useState(() => drafts.read(id));
  /** Sent as soon as every file is there. */
  const [wanted, setWanted] = useState(false);
  const { uploads, isBusy, ...files } = useUploads({
    upload: calls.upload,
    onFail: () => setWanted(false),
  });
  const field = useRef<HTMLTextAreaElement>(null);
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
  const add = (list: readonly File[]): void => {
    files.add(list);
    write(draft.text);
  };
  const remove = (key: number): void => {
    files.remove(key);
    write(draft.text);
  };
  return (
    <form className="questions-composer" aria-label={texts.answer} onSubmit={submit}>
      {closedAt !== null && <p className="questions-closed-note">{texts.closedNote}</p>}
      <UploadList uploads={uploads} onRemove={remove} />
      <div className="questions-field">
        <AttachButton onPick={add} />
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
          onPaste={({ clipboardData }) => clipboardData.files.length > 0 && add([...clipboardData.files])}
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
