import { z } from 'zod';
import { localeOf } from '#kernel/locale.ts';
import { shorten } from '#kernel/text.ts';
import { isErased } from '../erased.ts';
import { Content, Input, shownPhoto } from '../schema.ts';
import type { ConversationCard } from './card.ts';
import type { ConversationRow } from './conversation-rows.ts';
import type { MessageRow } from './history.ts';
import type { Card, Conversation, Message } from './schema.ts';

/** Characters of a message that a list shows. */
const LONGEST = 200;

/** An input with what the core notes in it: the label of a worked press, words edited after their turn. */
const Noted = z.object({ label: z.string().optional(), edited: z.string().optional() });

export const conversationOf = (row: ConversationRow): z.input<typeof Conversation> => ({
  id: row.id,
  inbox: row.inbox,
  channel: row.channel,
  kind: row.kind,
  title: row.title,
  reachable: row.reachable,
  person:
    row.person_id === null
      ? null
      : { id: row.person_id, name: row.person_name ?? '', blocked: row.blocked, erased: row.erased },
  last:
    row.last_direction === null || row.last_at === null
      ? null
      : {
          from: speakerOf(row.last_direction, row.last_author),
          text: shorten(
            textOf(row.last_direction, row.last_content) || fileNamesOf(row.last_content),
            LONGEST,
          ),
          erased: isErased(row.last_direction, row.last_content),
          at: row.last_at.toISOString(),
        },
  heard_at: timeOf(row.heard_at),
  queued_at: timeOf(row.queued_at),
  waiting_since: timeOf(row.waiting_since),
  operator:
    row.operator_id === null || row.operator_since === null
      ? null
      : {
          id: row.operator_id,
          name: row.operator_name ?? '',
          since: row.operator_since.toISOString(),
          until: timeOf(row.operator_until),
        },
  dead_letters: row.dead_letters,
});

export const cardOf = (
  { conversation, person, others }: ConversationCard,
  typing: z.input<typeof Card>['typing'],
): z.input<typeof Card> => ({
  ...conversationOf(conversation),
  language: conversation.language,
  locale: person?.locale ?? localeOf(conversation.language),
  dialogue: conversation.dialogue,
  person: person && {
    ...person,
    roles: [...person.roles],
    identities: [...person.identities],
    created_at: person.created_at.toISOString(),
    blocked_until: timeOf(person.blocked_until),
  },
  others: others.map((other) => ({ ...other, heard_at: timeOf(other.heard_at) })),
  cursor: conversation.cursor,
  typing,
});

export const messageOf = (row: MessageRow): z.input<typeof Message> => {
  const content = row.direction === 'out' ? Content.parse(row.content) : undefined;
  const input = row.direction === 'in' ? Input.parse(row.content) : undefined;
  const stored = new Set(row.stored);
  return {
    id: row.id,
    position: row.position,
    change: row.change,
    at: row.at.toISOString(),
    edited: row.edited_at !== null,
    from: speakerOf(row.direction, row.author_id),
    author: row.author_id === null ? null : { id: row.author_id, name: row.author_name ?? '' },
    kind: input?.kind ?? 'text',
    text: content?.file ? '' : textOf(row.direction, row.content),
    files: (input?.kind === 'file' ? input.files : content?.file ? [content.file] : []).map((file) => ({
      ...file,
      stored: stored.has(file.id),
    })),
    ...(content?.photo && !content.secret ? { photo: shownPhoto(content.photo) } : {}),
    buttons: content?.buttons?.map((buttons) => buttons.map(({ label }) => label)) ?? null,
    hidden: content?.secret === true || (input?.kind === 'text' && input.secret === true),
    erased: isErased(row.direction, row.content),
    delivery: row.delivery,
    error: row.error,
    delivered_at: timeOf(row.delivered_at),
  };
};

/** Who said a message of this direction that names this person as its author. */
export const speakerOf = (
  direction: 'in' | 'out',
  author: string | null,
): 'person' | 'dialogue' | 'operator' =>
  direction === 'in' ? 'person' : author === null ? 'dialogue' : 'operator';

/** The words of a stored message as the panel may show them: nothing of a secret one, nothing of an erased one. */
export const textOf = (direction: 'in' | 'out', stored: unknown): string => {
  if (isErased(direction, stored)) return '';
  if (direction === 'out') {
    const content = Content.parse(stored);
    return content.secret ? '' : (content.file?.name ?? content.text);
  }
  const { label, edited } = Noted.parse(stored);
  const input = Input.parse(stored);
  if (edited !== undefined && 'text' in input) return edited;
  return wordsOf(input, label ?? '');
};

const wordsOf = (input: Input, label: string): string => {
  switch (input.kind) {
    case 'text':
      return input.secret ? '' : input.text;
    case 'file':
      return input.text;
    case 'choice':
      return label;
    case 'contact':
      return [input.name, input.phone].filter((part) => part !== '').join(', ');
    case 'place':
      return `${input.latitude}, ${input.longitude}`;
    case 'other':
      return input.what;
  }
};

/** What a message of files without words is known by. */
const fileNamesOf = (stored: unknown): string => {
  const input = Input.safeParse(stored);
  return input.data?.kind === 'file' ? input.data.files.map(({ name }) => name).join(', ') : '';
};

const timeOf = (at: Date | null): string | null => at?.toISOString() ?? null;
