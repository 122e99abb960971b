import { createContext, use } from 'react';
import { openStore, type Store } from '../../../chat/store.ts';
import { asProblem, isOutage } from '../../api/problem.ts';
import { calls } from './calls.ts';
import { type Drafts, openDrafts } from './composer/drafts.ts';
import { type Outbox, openOutbox, type UnsentProblem } from './composer/unsent.ts';
import { openSeen, type Seen } from './list/seen.ts';
import type { Named } from './schema.ts';
import { createThreads, type Threads } from './thread/threads.ts';
import { createTypists, type Typists } from './typing.ts';

/** All that an operator has before them besides what the office answers; it outlives the page that shows it. */
export interface Desk {
  readonly me: Named;
  readonly store: Store;
  readonly drafts: Drafts;
  readonly outbox: Outbox;
  readonly seen: Seen;
  readonly threads: Threads;
  readonly typists: Typists;
  /** Conversations that the operator is giving back: losing them is no surprise. */
  readonly leaving: Set<string>;
}

let current: Desk | undefined;

/** The desk of an operator: the same one until somebody else logs in. */
export const deskOf = (me: Named): Desk => {
  if (current?.me.id === me.id) return current;
  current?.outbox.stop();
  current?.threads.close();
  current?.typists.close();
  const store = openStore(() => localStorage);
  current = {
    me,
    store,
    drafts: openDrafts(store, me.id),
    outbox: openOutbox({
      store,
      operatorId: me.id,
      deliver: ({ id, conversationId, text, file }) =>
        calls.say(conversationId, file ? { id, file_id: file.id } : { id, text }),
      problemOf: unsentProblemOf,
      newId: newAnswerId,
      onAccepted: ({ conversationId }) => void current?.threads.of(conversationId).catchUp(),
    }),
    seen: openSeen(store, me.id),
    threads: createThreads(calls.messages),
    typists: createTypists(),
    leaving: new Set(),
  };
  return current;
};

export const DeskContext = createContext<Desk | null>(null);

/** The desk of the operator at the panel. */
export const useDesk = (): Desk => {
  const desk = use(DeskContext);
  if (desk === null) throw new Error('a part of the conversations is used outside of their page');
  return desk;
};

/** A random UUID; `crypto.randomUUID` is missing on pages served without TLS. */
const newAnswerId = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = 0x40 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

/** Passing: no connection, an overloaded office, a session that has to be opened again. */
const unsentProblemOf = (error: unknown): UnsentProblem | null => {
  const problem = asProblem(error);
  if (isOutage(problem) || ['limited', 'unauthorized', 'unavailable'].includes(problem.code)) return null;
  return problem.code === 'conflict' ? 'not_yours' : 'refused';
};
