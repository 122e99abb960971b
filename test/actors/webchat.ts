import { randomUUID } from 'node:crypto';
import { createParser } from 'eventsource-parser';
import { expect, vi } from 'vitest';
import { pause } from '#kernel/time.ts';
import { PATIENCE } from '#test/patience.ts';
import { type Actor, unheard } from './actor.ts';

interface ShownMessage {
  readonly id: string;
  readonly from: 'person' | 'office';
  readonly text: string;
  readonly files: readonly { readonly id: string; readonly name: string }[];
  readonly buttons: readonly (readonly { readonly label: string; readonly button: number }[])[] | null;
  readonly photo?: { readonly url: string; readonly title: string };
}

/** Somebody with a browser: a plain client of the public web chat API. */
export interface WebchatActor extends Actor {
  readonly token: string;
  readonly phone: string;
  /** Ends the open event stream. */
  leaves(): void;
}

/** A new visitor of the office at `base`. */
export const webchatActor = async (
  base: () => string,
  { phone, language }: { phone: string; language: string },
): Promise<WebchatActor> => {
  const opened = await fetch(`${base()}/api/v1/chat/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ locale: language }),
  });
  const { token } = (await opened.json()) as { token: string };
  const authorization = `Bearer ${token}`;
  const stream = listen(base, authorization);
  let heardUpTo = 0;
  let last: object | undefined;

  const post = async (body: object): Promise<void> => {
    last = body;
    const answer = await fetch(`${base()}/api/v1/chat/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify(body),
    });
    if (answer.status !== 202)
      throw new Error(`the office answered ${answer.status}: ${await answer.text()}`);
  };
  const state = async () => {
    const answer = await fetch(`${base()}/api/v1/chat`, { headers: { authorization } });
    return (await answer.json()) as {
      messages: ShownMessage[];
      keyboard: { label: string }[][] | null;
    };
  };

  return {
    channel: 'webchat',
    token,
    phone,
    leaves: stream.close,
    says: (text) => post({ id: randomUUID(), text }),
    presses: async (label) => {
      const { messages, keyboard } = await state();
      const shown = messages.findLast(({ buttons }) => buttons?.flat().some((one) => one.label === label));
      const button = shown?.buttons?.flat().find((one) => one.label === label)?.button;
      if (shown && button !== undefined)
        await post({ id: randomUUID(), choice: { message_id: shown.id, button } });
      else if (keyboard?.flat().some((key) => key.label === label))
        await post({ id: randomUUID(), text: label });
      else throw new Error(`there is no button "${label}" under ${JSON.stringify(messages.slice(-3))}`);
    },
    sharesPhone: () => post({ id: randomUUID(), text: phone }),
    sends: async ({ name, content, caption }) => {
      const form = new FormData();
      form.append('file', new Blob([Buffer.from(content)]), name);
      const uploaded = await fetch(`${base()}/api/v1/chat/files`, {
        method: 'POST',
        headers: { authorization },
        body: form,
      });
      const { id } = (await uploaded.json()) as { id: string };
      await post({ id: randomUUID(), file_id: id, ...(caption === undefined ? {} : { text: caption }) });
    },
    repeats: async () => {
      if (!last) throw new Error('nothing was said yet');
      await post(last);
    },
    hears: async (pattern) => {
      const from = heardUpTo;
      const found = await stream.find((text, index) => index >= from && pattern.test(text));
      if (found === undefined) throw unheard(pattern, stream.texts().slice(from));
      heardUpTo = found + 1;
      return stream.texts()[found] ?? '';
    },
    gets: async (name) => {
      const { id } = await vi.waitFor(async () => {
        const sent = (await state()).messages
          .filter(({ from }) => from === 'office')
          .flatMap(({ files }) => files);
        return sent.findLast((file) => file.name === name) ?? expect.fail(`there is no file ${name}`);
      }, PATIENCE);
      const answer = await fetch(`${base()}/api/v1/chat/files/${id}`, { headers: { authorization } });
      return Buffer.from(await answer.arrayBuffer());
    },
    heard: async () =>
      (await state()).messages.filter(({ from }) => from === 'office').map(({ text }) => text),
    sees: async () => {
      const newest = (await state()).messages.findLast(({ from }) => from === 'office');
      if (!newest) throw new Error('the office has said nothing');
      const { text, photo, buttons } = newest;
      return {
        text,
        picture: photo !== undefined,
        buttons: buttons?.map((row) => row.map(({ label }) => label)) ?? [],
      };
    },
    keys: async () => (await state()).keyboard?.flat().map(({ label }) => label) ?? [],
  };
};

/** Reads the event stream, over restarts of the office, and remembers what the office said and rewrote. */
const listen = (base: () => string, authorization: string) => {
  const said: string[] = [];
  const waiting = new Set<() => void>();
  const leaving = new AbortController();
  let cursor = '0';

  const read = async (): Promise<void> => {
    const response = await fetch(`${base()}/api/v1/chat/events`, {
      headers: { authorization, 'last-event-id': cursor },
      signal: leaving.signal,
    });
    const parser = createParser({
      onEvent: ({ id, event, data }) => {
        if (id !== undefined) cursor = id;
        if (event !== 'message') return;
        const message = JSON.parse(data) as ShownMessage;
        if (message.from === 'office') said.push(message.text);
        for (const look of waiting) look();
      },
    });
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }));
  };
  const readOn = async (): Promise<void> => {
    while (!leaving.signal.aborted) {
      await read().catch(() => {});
      await pause(50, leaving.signal);
    }
  };
  void readOn();

  return {
    texts: () => said,
    close: () => leaving.abort(),
    /** The index of the first text that fits, as soon as there is one; undefined when patience ends. */
    find: (fits: (text: string, index: number) => boolean): Promise<number | undefined> =>
      new Promise((resolve) => {
        const done = (index: number | undefined) => {
          clearTimeout(timer);
          waiting.delete(look);
          resolve(index);
        };
        const look = () => {
          const index = said.findIndex(fits);
          if (index >= 0) done(index);
        };
        const timer = setTimeout(() => done(undefined), PATIENCE.timeout);
        waiting.add(look);
        look();
      }),
  };
};
