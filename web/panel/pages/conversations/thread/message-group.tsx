import { IconRobot } from '@tabler/icons-react';
import { useTexts } from '../../../locale/locale.tsx';
import { useDesk } from '../desk.ts';
import { SomebodysFace, useNameOf } from '../parts.tsx';
import type { Named } from '../schema.ts';
import { type ConversationTexts, conversationTexts } from '../texts.ts';
import { useLog } from './log-context.ts';
import { SteadyMessage } from './message.tsx';
import type { Group } from './timeline.ts';

/** Bubbles of one speaker under their name: the customer on one side, the office on the other. */
export const MessageGroup = ({
  group,
  target,
}: {
  readonly group: Group;
  readonly target: number | undefined;
}) => {
  const common = useTexts(conversationTexts);
  const { me } = useDesk();
  const { conversation } = useLog();
  const { from, author, entries } = group;
  const customer = useNameOf()(conversation);
  const name = from === 'person' ? author?.name || customer : speakerName(common, from, author, me);
  return (
    <div className="conversations-group" data-from={from}>
      <span className="conversations-group-face" aria-hidden="true">
        {from === 'dialogue' ? (
          <span className="conversations-bot-face">
            <IconRobot size={18} stroke={1.7} />
          </span>
        ) : (
          <SomebodysFace
            id={author?.id ?? conversation.person?.id ?? conversation.id}
            name={author?.name || (from === 'person' ? (conversation.person?.name ?? '') : name)}
          />
        )}
      </span>
      <p className="conversations-group-name" dir="auto" aria-hidden="true">
        {name}
      </p>
      {entries.map((entry, index) => (
        <SteadyMessage
          key={entry.id}
          entry={entry}
          speaker={name}
          last={index === entries.length - 1}
          sought={target !== undefined && entry.message?.position === target}
        />
      ))}
    </div>
  );
};

const speakerName = (
  texts: ConversationTexts,
  from: 'dialogue' | 'operator',
  author: Named | null,
  me: Named,
): string => {
  if (from === 'dialogue') return texts.bot;
  return author?.id === me.id ? texts.you : (author?.name ?? texts.operatorShort);
};
