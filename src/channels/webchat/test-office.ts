import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { z } from 'zod';
import { systemClock } from '#kernel/time.ts';
import { createAudit } from '#modules/audit/index.ts';
import {
  CHANGES_CHANNEL,
  createConversations,
  createTranscript,
  defineDialogue,
  STRANGER,
} from '#modules/conversations/index.ts';
import { createFiles } from '#modules/files/index.ts';
import { createPeople } from '#modules/people/index.ts';
import { createSettings } from '#modules/settings/index.ts';
import type { Connection } from '#platform/db/connection.ts';
import { openDatabase } from '#platform/db/database.ts';
import { createNotifications } from '#platform/db/notifications.ts';
import { createLimiter } from '#platform/http/limiter.ts';
import { createHttp } from '#platform/http/server.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { createFolderStorage } from '#platform/storage/folder.ts';
import { silent, testDatabase } from '#test/database.ts';
import { createWebchat } from './index.ts';
import { type Client, clientOf, newAddress } from './test-client.ts';

/** For tests: an office that speaks web chat over a real server and database, with one small dialogue. */
export const openOffice = async ({ maxFileBytes = 100_000 } = {}) => {
  const origin = await testDatabase();
  const wire = await openWire(origin.connection);
  const database = openDatabase({ connection: wire.connection, log: silent, name: 'office' });
  const { db, pool } = database;
  const folder = await mkdtemp(join(tmpdir(), 'webchat-'));
  const stopping = new AbortController();

  const notifications = createNotifications({ db, connection: wire.connection, log: silent });
  const audit = createAudit({ clock: systemClock, log: silent });
  const changed = (conversationId: string) => void notifications.send(CHANGES_CHANNEL, conversationId);
  const files = createFiles({ db, storage: await createFolderStorage({ folder }), clock: systemClock });
  const webchat = createWebchat({
    db,
    files,
    transcript: createTranscript({ db }),
    describe: async (_, locale) => ({ locale, commands: conversations.registry.commands(locale, STRANGER) }),
    notifications,
    config: { title: undefined, maxFileBytes },
    officeName: async () => 'Test office',
    log: silent,
  });
  const conversations = createConversations({
    db,
    people: createPeople({ clock: systemClock, configuredRoles: () => [] }),
    files,
    channels: [webchat],
    dialogues: [echo],
    fallback: 'echo',
    worker: 'test',
    audit,
    settings: createSettings({ db, audit, notifications, log: silent }),
    announce: {
      heard: () => {},
      said: (ids) => ids.forEach(changed),
      delivered: () => {},
      taken: () => {},
      typing: () => {},
    },
    observe: { turn: () => {}, delivery: () => {} },
    clock: systemClock,
    log: silent,
  });
  const http = await createHttp({
    log: silent,
    metrics: createMetrics(),
    guards: { ...webchat.guards, metrics: async () => {} },
    limiter: createLimiter({ pool }),
    checks: { database: async () => {} },
    production: false,
    version: 'test',
    trustProxy: true,
  });
  await webchat.routes?.(http, conversations.hearFor(webchat));

  await conversations.prepare();
  const listening = notifications.run(stopping.signal);
  const working = conversations.start({ alone: true });
  const url = `${await http.listen({ host: '127.0.0.1', port: 0 })}/api/v1/chat`;

  return {
    db,
    http,
    url,
    wire,
    webchat,
    files,
    /** Pretends that a conversation changed: what a worker's notification does. */
    changed,
    /** The conversation of a visitor, after the first message. */
    conversationOf: async ({ token }: Client) => {
      const hash = createHash('sha256').update(token).digest();
      const row = await db
        .selectFrom('conversations as c')
        .innerJoin('chat_sessions as s', (join) => join.on(sql<boolean>`s.visitor::text = c.address`))
        .select(['c.id', 'c.address', 'c.person_id'])
        .where('s.token_hash', '=', hash)
        .executeTakeFirstOrThrow();
      return { ...row, person_id: row.person_id ?? '' };
    },
    /** Adds messages of the office as if they had been said while nobody looked. */
    fill: (conversationId: string, count: number) =>
      sql`
        with c as (
          update conversations set positions = positions + ${count}, changes = changes + ${count}
          where id = ${conversationId} returning positions - ${count} as positions, changes - ${count} as changes
        )
        insert into messages (conversation_id, inbox_id, direction, turn, position, change, content, delivery)
        select ${conversationId}, 'webchat', 'out', 1, positions + n, changes + n,
               jsonb_build_object('text', 'filler ' || n), 'sent'
        from c, generate_series(1, ${count}::int) n
      `.execute(db),
    /** Comes in as somebody new, from an address of his own. */
    visitor: async (locale: 'ru' | 'en' = 'en'): Promise<Client> => {
      const answer = await fetch(`${url}/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': newAddress() },
        body: JSON.stringify({ locale }),
      });
      const { token } = (await answer.json()) as { token: string };
      return clientOf(url, token);
    },
    close: async (): Promise<void> => {
      await http.drain(1_000);
      await conversations.stop();
      stopping.abort();
      await Promise.all([working, listening]);
      await database.close();
      wire.close();
      await origin.close();
      await rm(folder, { recursive: true });
    },
  };
};

export type Office = Awaited<ReturnType<typeof openOffice>>;

const ECHO_WORDS = { title: 'Echo', about: 'Says it again' };

/** Repeats texts; `ask` shows three buttons, and the answer to them rewrites the question. */
const echo = defineDialogue({
  name: 'echo',
  version: 1,
  command: 'echo',
  words: { ru: ECHO_WORDS, en: ECHO_WORDS },
  key: true,
  data: { question: z.object({}) },
  steps: {
    question: {
      ask: () => ({
        text: 'Which one?',
        buttons: [
          [
            { label: 'Red', value: 'red' },
            { label: 'Green', value: 'green' },
          ],
          [{ label: 'Blue', value: 'blue' }],
        ],
      }),
      hear: (_, input) => ({
        end: true,
        say: { text: `It is ${input.kind === 'choice' ? input.value : input.kind}`, replace: true },
      }),
    },
  },
  begin: (_, { text }) =>
    text === 'ask' ? { go: 'question', data: {} } : { end: true, say: { text: `echo ${text}` } },
});

/** A wire to the database that can be cut: every connection breaks, and no new one comes through. */
const openWire = async (origin: Connection) => {
  const { host, port, user, password, database } = new pg.Client(origin);
  const target = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port };
  const sockets = new Set<Socket>();
  let isCut = false;
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(target);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(one);
          other.destroy();
        });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the wire has no port');
  return {
    connection: {
      host: '127.0.0.1',
      port: address.port,
      user,
      password: password ?? undefined,
      database,
    } as Connection,
    cut: () => {
      isCut = true;
      drop();
    },
    mend: () => {
      isCut = false;
    },
    close: () => {
      drop();
      server.close();
    },
  };
};
