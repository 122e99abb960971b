import { useEffect, useRef } from 'react';
import { useChat } from './chat-context.ts';
import type { CommandChoice } from './use-commands.ts';

/** The offered commands above the input; the input keeps the focus, so options are not focusable themselves. */
export const CommandList = ({
  id,
  list,
  onChoose,
}: {
  readonly id: string;
  readonly list: CommandChoice;
  readonly onChoose: (command: string) => void;
}) => {
  const { texts } = useChat();
  const box = useRef<HTMLDivElement>(null);
  const { offered, active } = list;
  useEffect(() => {
    if (active) box.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <>
      <div
        ref={box}
        id={id}
        className="commands"
        role="listbox"
        aria-label={texts.commands}
        hidden={!active}
        // Where the list is longer than the screen, the keyboard must be able to scroll it.
        tabIndex={0}
      >
        {offered.map(({ command, description }) => (
          <button
            type="button"
            role="option"
            tabIndex={-1}
            className="command"
            key={command}
            id={`${id}-${command}`}
            aria-selected={command === active?.command}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onChoose(command)}
          >
            <b>/{command}</b> <span>{description}</span>
          </button>
        ))}
      </div>
      <p className="hidden" role="status">
        {active ? texts.commandsFound(offered.length) : ''}
      </p>
    </>
  );
};
