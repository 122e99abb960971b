import { memo } from 'react';
import type { Entry, Group } from '../timeline.ts';
import { Message } from './message.tsx';

/** Bubbles of one speaker; an operator is named above the first. Messages after `freshAfter` come in gently. */
export const MessageGroup = ({
  group,
  freshAfter,
}: {
  readonly group: Group;
  readonly freshAfter: number;
}) => (
  <div className="group" data-from={group.from}>
    {group.author !== null && (
      <p className="author" dir="auto">
        {group.author}
      </p>
    )}
    {group.entries.map((entry, index) => (
      <SteadyMessage
        key={entry.id}
        entry={entry}
        author={group.author}
        last={index === group.entries.length - 1}
        fresh={entry.message === null || entry.message.position > freshAfter}
      />
    ))}
  </div>
);

/** Entries are made anew with every change of the list; what they hold is not. */
const SteadyMessage = memo(
  Message,
  (a, b) => sameEntry(a.entry, b.entry) && a.last === b.last && a.fresh === b.fresh && a.author === b.author,
);

const sameEntry = (a: Entry, b: Entry): boolean => a.message === b.message && a.unsent === b.unsent;
