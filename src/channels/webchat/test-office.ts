import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createParser } from 'eventsource-parser';
import pg from 'pg';
import { z } from 'zod';
import { systemClock } from '#kernel/time.ts';
import {
  CHANGES_CHANNEL,
  createConversations,
  createTranscript,
  defineDialogue,
} from '#modules/conversations/index.ts';
import { createFiles } from '#modules/files/index.ts';
import { createPeople } from '#modules/people/index.ts';
import type { Connection } from '#platform/db/connection.ts';
import { openDatabase } from '#platform/db/database.ts';
import { createNotifications } from '#platform/db/notifications.ts';
import { createLimiter } from '#platform/http/limiter.ts';
import { createHttp } from '#platform/http/server.ts';
import { createMetrics } from '#platform/metrics/metrics.ts';
import { createFolderStorage } from '#platform/storage/folder.ts';
import { silent, testDatabase } from '#test/database.ts';
import { createWebchat } from './index.ts';
import type { Message } from './schema.ts';

/** For tests: an office that speaks web chat over a real server and database, with one small dialogue. */
export const openOffice = async ({ maxFileBytes = 100_000 } = {}) => {
  const origin = await testDatabase();
  const wire = await openWire(origin.connection);
  const database = openDatabase({ connection: wire.connection, log: silent, name: 'office' });
  const { db, pool } = database;
  const folder = await mkdtemp(join(tmpdir(), 'webchat-'));
  const stopping = new AbortController();

  const notifications = createNotifications({ db, connection: wire.connection, log: silent });
  const changed = (conversationId: string) => void notifications.send(CHANGES_CHANNEL, conversationId);
  const files = createFiles({ db, storage: await createFolderStorage({ folder }), clock: systemClock });
  const webchat = createWebchat({
    db,
    files,
    transcript: createTranscript({ db }),
    describe: async (_, locale) => ({ locale, commands: conversations.registry.commands(locale, []) }),
    notifications,
    config: { title: 'Test office', maxFileBytes },
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
    announce: { heard: () => {}, said: (ids) => ids.forEach(changed) },
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
export type Client = ReturnType<typeof clientOf>;

/** Repeats texts; `ask` shows three buttons, and the answer to them rewrites the question. */
const echo = defineDialogue({
  name: 'echo',
  version: 1,
  command: 'echo',
  title: { ru: 'Echo', en: 'Echo' },
  about: { ru: 'Says it again', en: 'Says it again' },
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

const clientOf = (url: string, token: string) => {
  const address = newAddress();
  const headers = { authorization: `Bearer ${token}`, 'x-forwarded-for': address };
  const get = (path: string, more: Record<string, string> = {}) =>
    fetch(`${url}${path}`, { headers: { ...headers, ...more } });
  const json = async <T>(path: string): Promise<T> => (await get(path)).json() as Promise<T>;
  const post = (body: unknown) =>
    fetch(`${url}/messages`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  return {
    token,
    get,
    json,
    post,
    /** Says a text and answers the message as the server took it in. */
    say: async (text: string, id: string = randomUUID()): Promise<Message> => {
      const answer = await post({ id, text });
      if (answer.status !== 202) throw new Error(`not taken in: ${answer.status} ${await answer.text()}`);
      return ((await answer.json()) as { message: Message }).message;
    },
    upload: (content: string | Uint8Array<ArrayBuffer>, name: string, type = '', field = 'file') => {
      const form = new FormData();
      form.set(field, new File([content], name, { type }));
      return fetch(`${url}/files`, { method: 'POST', headers, body: form });
    },
    /** Opens the event stream; `after` is sent as Last-Event-ID. */
    follow: async (after?: string): Promise<Stream> => {
      const abort = new AbortController();
      const answer = await fetch(`${url}/events`, {
        headers: { ...headers, ...(after === undefined ? {} : { 'last-event-id': after }) },
        signal: abort.signal,
      });
      if (answer.status !== 200 || !answer.body) throw new Error(`no stream: ${answer.status}`);
      return streamOf(answer.body, abort);
    },
  };
};

interface Event {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: { readonly [key: string]: unknown };
}

export type Stream = ReturnType<typeof streamOf>;

const streamOf = (body: ReadableStream<Uint8Array>, abort: AbortController) => {
  const events: Event[] = [];
  let ended = false;
  let arrived = Promise.withResolvers<void>();
  const tell = () => {
    arrived.resolve();
    arrived = Promise.withResolvers();
  };
  const parser = createParser({
    onEvent: ({ id, event, data }) => {
      events.push({ id, event, data: JSON.parse(data) });
      tell();
    },
  });
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of body) parser.feed(decoder.decode(chunk, { stream: true }));
  })()
    .catch(() => {})
    .finally(() => {
      ended = true;
      tell();
    });

  return {
    events,
    /** Data of all events of a kind so far. */
    all: (event: string) => events.filter((one) => one.event === event).map(({ data }) => data),
    texts: () => events.filter(({ event }) => event === 'message').map(({ data }) => data.text),
    /** Waits for an event that fits, among those that came already too. */
    until: async (fits: (event: Event) => boolean): Promise<Event> => {
      for (;;) {
        const found = events.find(fits);
        if (found) return found;
        if (ended) throw new Error(`the stream ended after ${JSON.stringify(events)}`);
        await arrived.promise;
      }
    },
    /** Resolves when the server ended the stream. */
    ended: reading,
    close: async (): Promise<void> => {
      abort.abort();
      await reading;
    },
  };
};

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

const newAddress = (): string => `10.${[1, 2, 3].map(() => Math.floor(Math.random() * 250)).join('.')}`;
