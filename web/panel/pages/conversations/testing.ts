import type { Conversation, Message } from './schema.ts';

/** A message of a customer, for tests. */
export const messageOf = (given: Partial<Message>): Message => ({
  id: 1,
  position: 1,
  change: 1,
  at: '2026-01-01T12:00:00.000Z',
  edited: false,
  from: 'person',
  author: null,
  kind: 'text',
  text: 'words',
  files: [],
  buttons: null,
  hidden: false,
  erased: false,
  delivery: null,
  error: null,
  delivered_at: null,
  ...given,
});

/** A conversation that a dialogue leads, for tests. */
export const conversationOf = (given: Partial<Conversation>): Conversation => ({
  id: 'c1',
  inbox: 'webchat',
  channel: 'webchat',
  kind: 'private',
  title: 'Anna',
  reachable: true,
  person: { id: 'p1', name: 'Anna', blocked: false, erased: false },
  last: { from: 'person', text: 'words', erased: false, at: '2026-01-01T12:00:00.000Z' },
  heard_at: '2026-01-01T12:00:00.000Z',
  queued_at: null,
  waiting_since: null,
  operator: null,
  dead_letters: 0,
  ...given,
});
