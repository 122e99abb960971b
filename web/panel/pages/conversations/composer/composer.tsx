import { ActionIcon } from '@mantine/core';
import { IconBolt, IconSend2 } from '@tabler/icons-react';
import {
  type FormEvent,
  type KeyboardEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { useMedia } from '../../../parts/media.ts';
import { AttachButton } from '../../../parts/uploads/attach-button.tsx';
import { UploadList } from '../../../parts/uploads/upload-list.tsx';
import { useUploads } from '../../../parts/uploads/use-uploads.ts';
import { useShortcut } from '../../../shell/shortcuts.ts';
import { calls } from '../calls.ts';
import { useDesk } from '../desk.ts';
import type { Conversation } from '../schema.ts';
import { TOLD_EVERY_MS, throttled } from '../typing.ts';
import { inserted, slashOf } from './canned.ts';
import { CannedDialog } from './canned-dialog.tsx';
import { CannedPanel } from './canned-panel.tsx';
import { Returning } from './returning.tsx';
import { composerTexts } from './texts.ts';
import { useCannedChoice } from './use-canned-choice.ts';

/** As many characters as the office takes. */
const LONGEST = 10_000;
/** The remaining room is told when there is less of it than this. */
const ROOM_TOLD = 500;

/** Where the operator writes to the customer. */
export const Composer = ({
  conversation,
  autoFocus,
}: {
  readonly conversation: Conversation;
  readonly autoFocus: boolean;
}) => {
  const { id } = conversation;
  const texts = useTexts(composerTexts);
  const { drafts, outbox } = useDesk();
  /** Sent as soon as every file is there. */
  const [wanted, setWanted] = useState(false);
  const { uploads, isBusy, ...files } = useUploads({
    upload: calls.upload,
    onFail: () => setWanted(false),
  });
  const text = useSyncExternalStore(drafts.subscribe, () => drafts.read(id));
  const field = useRef<HTMLTextAreaElement>(null);
  const [panel, setPanel] = useState(false);
  const [managing, setManaging] = useState<'kept' | 'new' | null>(null);
  const [putAway, setPutAway] = useState('');
  const panelId = useId();
  const hasKeyboard = useMedia('(hover: hover) and (pointer: fine)');
  const tellTyping = useMemo(
    () => throttled(() => void calls.typing(id).catch(() => {}), TOLD_EVERY_MS),
    [id],
  );
  const slash = putAway === text ? null : slashOf(text);
  const choice = useCannedChoice(slash ?? '', slash !== null);
  const room = LONGEST - text.length;
  const mayNot = (text.trim() === '' && uploads.length === 0) || room < 0;

  useLayoutEffect(() => {
    if (field.current?.value !== text) return;
    field.current.style.height = 'auto';
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [text]);
  useEffect(() => {
    if (autoFocus) field.current?.focus();
  }, [autoFocus]);
  useShortcut('r', texts.keys.reply, () => field.current?.focus());

  const write = (next: string): void => {
    drafts.write(id, next);
    if (next.trim() !== '' && slashOf(next) === null) tellTyping();
  };
  const choose = (answer: string): void => {
    const { selectionStart: start = text.length, selectionEnd: end = text.length } = field.current ?? {};
    const next = inserted(text, answer, slash === null ? { start, end } : { start: 0, end: text.length });
    write(next.text);
    setPanel(false);
    field.current?.focus();
    requestAnimationFrame(() => field.current?.setSelectionRange(next.caret, next.caret));
  };
  const send = (): void => {
    if (text.trim() !== '') outbox.add(id, text.trim());
    for (const { id: uploaded, name } of uploads) if (uploaded) outbox.add(id, { id: uploaded, name });
    drafts.write(id, '');
    files.clear();
  };
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    field.current?.focus();
    if (mayNot) return;
    if (isBusy) setWanted(true);
    else send();
  };
  useEffect(() => {
    if (!wanted || isBusy) return;
    setWanted(false);
    send();
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const used = slash !== null && choice.onKey(event.key, choose);
    const sends = !used && event.key === 'Enter' && !event.shiftKey && hasKeyboard;
    if (used || sends) event.preventDefault();
    if (sends) submit();
  };

  const closePanel = (): void => {
    setPanel(false);
    setPutAway(text);
  };

  return (
    <>
      <form className="conversations-composer" aria-label={texts.message} onSubmit={submit}>
        {conversation.operator?.until && (
          <Returning
            id={id}
            until={conversation.operator.until}
            waits={conversation.waiting_since !== null}
          />
        )}
        {(panel || slash !== null) && (
          <CannedPanel
            id={panelId}
            slash={slash !== null ? choice : undefined}
            onChoose={choose}
            onManage={() => {
              closePanel();
              setManaging('kept');
            }}
            onAdd={() => {
              closePanel();
              setManaging('new');
            }}
            onClose={() => {
              closePanel();
              field.current?.focus();
            }}
          />
        )}
        <UploadList uploads={uploads} onRemove={files.remove} />
        <div className="conversations-field">
          <AttachButton onPick={files.add} />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={44}
            aria-label={texts.canned}
            title={texts.canned}
            aria-expanded={panel}
            onClick={() => setPanel(!panel)}
          >
            <IconBolt size={22} stroke={1.7} />
          </ActionIcon>
          <textarea
            ref={field}
            rows={1}
            dir="auto"
            aria-label={texts.message}
            aria-autocomplete="list"
            aria-controls={slash === null ? undefined : panelId}
            aria-activedescendant={slash === null ? undefined : choice.activeId(panelId)}
            aria-invalid={room < 0}
            placeholder={texts.placeholder}
            value={text}
            enterKeyHint={hasKeyboard ? 'send' : 'enter'}
            onChange={({ target }) => write(target.value)}
            onKeyDown={onKeyDown}
            onPaste={({ clipboardData }) =>
              clipboardData.files.length > 0 && files.add([...clipboardData.files])
            }
          />
          <ActionIcon
            type="submit"
            size={44}
            radius="xl"
            className="conversations-send"
            aria-label={texts.send}
            loading={wanted}
            aria-disabled={mayNot}
          >
            <IconSend2 size={22} stroke={1.8} />
          </ActionIcon>
        </div>
        <p className="conversations-room" role="status" data-over={room < 0 || undefined}>
          {room < 0 ? texts.tooLong(-room) : room < ROOM_TOLD ? texts.left(room) : ''}
        </p>
        {hasKeyboard && <p className="conversations-hint">{texts.enterHint}</p>}
      </form>
      {managing && <CannedDialog adding={managing === 'new'} onClose={() => setManaging(null)} />}
    </>
  );
};
