import { afterEach, describe, expect, it, vi } from 'vitest';
import { PATIENCE } from '#test/patience.ts';
import { createChatApi } from './chat-api.ts';
import { type Conversation, openConversation, TOKEN_KEY } from './conversation.ts';
import { type StandIn, startStandIn } from './stand-in.ts';
import { openStore, type Store } from './store.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const SAY = 'POST /api/v1/chat/messages';

const start = async (): Promise<StandIn> => {
  const server = await startStandIn();
  cleanups.push(server.close);
  return server;
};

const memory = (): Store =>
  openStore(() => {
    throw new Error('in memory');
  });

const visit = async (server: StandIn, store = memory()) => {
  const api = createChatApi(server.origin, () => store.get(TOKEN_KEY));
  const chat: Conversation = openConversation({ api, store, locale: 'en' });
  cleanups.push(chat.close);
  await vi.waitFor(() => expect(chat.state().phase).toBe('ready'), PATIENCE);
  const talk = server.talkOf(store.get(TOKEN_KEY) ?? '');
  if (talk === undefined) throw new Error('the session is unknown to the server');
  return { chat, store, talk };
};

const texts = (chat: Conversation): readonly string[] => chat.state().messages.map(({ text }) => text);
const soon = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000 });

describe('a conversation', () => {
  it('is begun, answered, and found again after a reload', async () => {
    const server = await start();
    const { chat, store } = await visit(server);
    chat.say('hello');
    await soon(() => expect(texts(chat)).toEqual(['hello', 'You wrote: hello']));
    expect(chat.state().unsent).toEqual([]);
    chat.close();
    const again = await visit(server, store);
    expect(texts(again.chat)).toEqual(['hello', 'You wrote: hello']);
  });

  it('says the words that the page was opened with, after the history, and not again after a reload', async () => {
    const server = await start();
    const { store } = await visit(server);
    const invitations = ['/join abcd'];
    const api = createChatApi(server.origin, () => store.get(TOKEN_KEY));
    const opening = () => invitations.pop();
    const chat = openConversation({ api, store, locale: 'en', opening });
    cleanups.push(chat.close);
    await soon(() => expect(texts(chat)[0]).toBe('/join abcd'));
    await soon(() => expect(texts(chat)).toHaveLength(2));
    chat.close();
    const again = openConversation({ api, store, locale: 'en', opening });
    cleanups.push(again.close);
    await soon(() => expect(again.state().phase).toBe('ready'));
    expect(texts(again)).toHaveLength(2);
    expect(again.state().unsent).toEqual([]);
  });

  it('sends a message once, however often the server fails', async () => {
    const server = await start();
    const { chat, talk } = await visit(server);
    server.fail(SAY, 2, 503, 0);
    chat.say('once');
    await soon(() => expect(chat.state().unsent).toEqual([]));
    expect(server.requests.filter((call) => call === SAY)).toHaveLength(3);
    expect(
      talk.history(Number.POSITIVE_INFINITY).messages.filter(({ text }) => text === 'once'),
    ).toHaveLength(1);
  });

  it('hears what was said while the line was cut', async () => {
    const server = await start();
    const { chat, talk } = await visit(server);
    await soon(() => expect(server.requests).toContain('GET /api/v1/chat/events'));
    server.cut(true);
    talk.put({ from: 'office', text: 'one' });
    await soon(() => expect(chat.state().link).toBe('down'));
    talk.put({ from: 'office', text: 'two' });
    server.cut(false);
    await soon(() => {
      chat.nudge();
      expect(texts(chat)).toEqual(['one', 'two']);
    });
    expect(chat.state().link).toBe('live');
  });

  it('presses a button once and is answered', async () => {
    const server = await start();
    const { chat, talk } = await visit(server);
    const { id } = talk.put({ from: 'office', text: 'Which?', buttons: [[{ label: 'This', button: 0 }]] });
    await soon(() => expect(texts(chat)).toEqual(['Which?']));
    chat.press(id, 0);
    chat.press(id, 0);
    expect(chat.state().pressed).toEqual({ messageId: id, button: 0 });
    await soon(() => expect(texts(chat).at(-1)).toContain('You chose'));
    expect(chat.state()).toMatchObject({ pressed: null, unsent: [] });
    expect(chat.state().messages[0]?.buttons).toBeNull();
    expect(server.requests.filter((call) => call === SAY)).toHaveLength(1);
  });

  it('says so when a button no longer works', async () => {
    const server = await start();
    const { chat, talk } = await visit(server);
    const { id } = talk.put({ from: 'office', text: 'Which?', buttons: [[{ label: 'This', button: 0 }]] });
    server.fail(SAY, 1, 409);
    chat.press(id, 0);
    await soon(() => expect(chat.state()).toMatchObject({ pressRefused: true, pressed: null, unsent: [] }));
  });

  it('uploads a file once and sends it with its caption', async () => {
    const server = await start();
    const { chat } = await visit(server);
    server.fail(SAY, 1, 500, 0);
    chat.sendFiles([new File(['price list'], 'prices.txt', { type: 'text/plain' })], 'look');
    await soon(() => expect(texts(chat)[0]).toBe('look'));
    const file = chat.state().messages[0]?.files[0];
    expect(file).toMatchObject({ name: 'prices.txt', mime: 'text/plain', size: 10 });
    expect(server.requests.filter((call) => call === 'POST /api/v1/chat/files')).toHaveLength(1);
  });

  it('changes its language when the office does', async () => {
    const server = await start();
    const { chat } = await visit(server);
    chat.say('/language');
    await soon(() => expect(texts(chat)).toHaveLength(2));
    const question = chat.state().messages[1];
    chat.press(question?.id ?? '', 0);
    await soon(() => expect(chat.state().locale).toBe('ru'));
  });

  it('loads older history page by page to the beginning', async () => {
    const server = await start();
    const { talk, store, chat: first } = await visit(server);
    first.close();
    for (let number = 1; number <= 120; number += 1) talk.put({ from: 'office', text: String(number) });
    const { chat } = await visit(server, store);
    expect(texts(chat)[0]).toBe('71');
    await chat.loadOlder();
    await chat.loadOlder();
    expect(texts(chat)).toEqual(Array.from({ length: 120 }, (_, index) => String(index + 1)));
    expect(chat.state().older).toBe('none');
  });

  it('ends with the session and starts again, the unsent text kept for a hand', async () => {
    const server = await start();
    const { chat, store } = await visit(server);
    const old = store.get(TOKEN_KEY);
    server.forget();
    chat.say('lost?');
    await soon(() => expect(chat.state().phase).toBe('expired'));
    chat.restart();
    await soon(() => expect(chat.state().phase).toBe('ready'));
    expect(store.get(TOKEN_KEY)).not.toBe(old);
    await soon(() =>
      expect(chat.state().unsent).toMatchObject([
        { text: 'lost?', state: 'failed', problem: 'session_over' },
      ]),
    );
  });

  it('opens by itself when the server comes back', async () => {
    const server = await start();
    server.fail('POST /api/v1/chat/sessions', 1, 503, 3600);
    const store = memory();
    const api = createChatApi(server.origin, () => store.get(TOKEN_KEY));
    const chat = openConversation({ api, store, locale: 'ru' });
    cleanups.push(chat.close);
    await soon(() => expect(chat.state().phase).toBe('unreachable'));
    chat.nudge();
    await soon(() => expect(chat.state().phase).toBe('ready'));
    expect(chat.state().locale).toBe('ru');
  });
});
