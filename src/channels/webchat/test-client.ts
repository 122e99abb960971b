import { randomUUID } from 'node:crypto';
import { createParser } from 'eventsource-parser';
import type { Message } from './schema.ts';

export type Client = ReturnType<typeof clientOf>;

/** For tests: a visitor's side of the HTTP API, calling from an address of its own. */
export const clientOf = (url: string, token: string) => {
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

/** Rate limits count addresses: every test visitor has another one. */
export const newAddress = (): string =>
  `10.${[1, 2, 3].map(() => Math.floor(Math.random() * 250)).join('.')}`;
