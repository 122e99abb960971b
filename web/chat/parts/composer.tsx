import {
  type ClipboardEvent,
  type FormEvent,
  type KeyboardEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useChat, useChatState, useVisible } from './chat-context.ts';
import { CommandList } from './command-list.tsx';
import { Icon } from './icons.tsx';
import { Keys } from './keys.tsx';
import { StagedFiles } from './staged-files.tsx';
import { useCommands } from './use-commands.ts';
import { useStagedFiles } from './use-staged-files.ts';

/** The remaining room is told when there is less of it than this. */
const ROOM_TOLD = 200;

/** Where a message is written: text, files, commands, quick replies. */
export const Composer = () => {
  const { conversation, host, texts } = useChat();
  const { phase, commands, maxTextLength, maxFileBytes } = useChatState(conversation);
  const [text, setText] = useState(conversation.draft);
  const field = useRef<HTMLTextAreaElement>(null);
  const staged = useStagedFiles(maxFileBytes);
  const list = useCommands(text, commands);
  const visible = useVisible(host);
  const listId = useId();
  const ready = phase === 'ready';
  const room = maxTextLength - text.length;
  const sendable = ready && room >= 0 && (text.trim() !== '' || staged.files.length > 0);

  // A hidden frame has no heights: they are measured again when it is shown.
  useLayoutEffect(() => {
    if (!visible || field.current?.value !== text) return;
    field.current.style.height = 'auto';
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [text, visible]);
  useEffect(() => {
    if (ready && visible && hasKeyboard()) field.current?.focus({ preventScroll: true });
  }, [ready, visible]);

  const write = (next: string): void => {
    setText(next);
    conversation.keepDraft(next);
  };
  const say = (words: string): void => {
    conversation.say(words);
    write('');
  };
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    field.current?.focus();
    if (!sendable) return;
    if (staged.files.length > 0) conversation.sendFiles(staged.files, text.trim());
    else conversation.say(text.trim());
    staged.clear();
    write('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const used = list.onKey(event.key, {
      choose: (name) => say(`/${name}`),
      complete: (name) => write(`/${name}`),
    });
    const sends = !used && event.key === 'Enter' && !event.shiftKey && hasKeyboard();
    if (used || sends) event.preventDefault();
    if (sends) submit();
  };
  const onPaste = (event: ClipboardEvent): void => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    staged.add(files);
  };

  return (
    <form className="composer" aria-label={texts.message} onSubmit={submit}>
      <CommandList id={listId} list={list} onChoose={(name) => say(`/${name}`)} />
      <Keys />
      <StagedFiles staged={staged} />
      <div className="field">
        <label className="icon-button attach">
          <Icon name="attach" />
          <span className="hidden">{texts.attach}</span>
          <input
            type="file"
            multiple
            disabled={!ready}
            onChange={({ target }) => {
              staged.add([...(target.files ?? [])]);
              target.value = '';
              field.current?.focus();
            }}
          />
        </label>
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label={texts.message}
          aria-autocomplete="list"
          aria-controls={listId}
          aria-activedescendant={list.active && `${listId}-${list.active.command}`}
          aria-invalid={room < 0}
          placeholder={texts.placeholder}
          value={text}
          disabled={!ready}
          enterKeyHint="send"
          onChange={({ target }) => write(target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <button type="submit" className="send" aria-label={texts.send} aria-disabled={!sendable}>
          <Icon name="send" />
        </button>
      </div>
      <p className="room" role="status" data-over={room < 0}>
        {room < 0 ? texts.tooLong(-room) : room < ROOM_TOLD ? texts.left(room) : ''}
      </p>
    </form>
  );
};

/** On a touch screen Enter makes a new line, and focus would raise the on-screen keyboard unasked. */
const hasKeyboard = (): boolean => window.matchMedia('(hover: hover) and (pointer: fine)').matches;
