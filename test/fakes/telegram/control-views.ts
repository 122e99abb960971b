import { ControlError } from './control-error.ts';
import type { Bot, Room } from './model.ts';
import type { CallFilter } from './outbox.ts';
import type { Telegram } from './telegram.ts';
import { transcriptOf, transcriptText } from './transcript.ts';

/** An answer of the control API; 200 and JSON unless told otherwise. */
export interface Reply {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly bytes?: Buffer;
}

/** Control routes that only show something, by name; `id` is the rest of the path. */
export type Views = Readonly<Record<string, (id: string, query: URLSearchParams) => Reply | Promise<Reply>>>;

const MAX_WAIT_MS = 60_000;

export function createViews(telegram: Telegram): Views {
  const { world, outbox, faults, limits, clock, files } = telegram;

  const roomNamed = (id: string, query: URLSearchParams): Room => {
    const bot = telegram.botOf(numberIn(query, 'bot_id'));
    const room = bot.privates.get(Number(id)) ?? world.rooms.get(Number(id));
    if (!room) throw new ControlError(404, `no chat ${id}`);
    return room;
  };

  const listChats = () => {
    const privates = [...world.bots.values()].flatMap((bot) => [...bot.privates.values()]);
    return [...privates, ...world.rooms.values()].map(({ chat, blocked, migratedTo }) => ({
      ...chat,
      blocked,
      ...(migratedTo === undefined ? {} : { migrated_to: migratedTo }),
    }));
  };

  const callbackNamed = (id: string) => {
    for (const { callbacks } of world.bots.values()) {
      const state = callbacks.get(id);
      if (!state) continue;
      const { query, expires, answered_at, answer } = state;
      const answered = answered_at === undefined ? {} : { answered_at, answer };
      return {
        id,
        user_id: query.from.id,
        data: query.data,
        expires,
        answered: answered_at !== undefined,
        ...answered,
      };
    }
    throw new ControlError(404, `no callback query ${id}`);
  };

  return {
    bots: () => ({ json: [...world.bots.values()].map((bot) => describeBot(bot, true)) }),
    users: () => ({
      json: [...world.people.values()].map(({ user, phone, deleted }) => ({ ...user, phone, deleted })),
    }),
    chats(id, query) {
      if (id === '') return { json: listChats() };
      const transcript = transcriptOf(world, roomNamed(id, query));
      return query.get('format') === 'text' ? { text: transcriptText(transcript) } : { json: transcript };
    },
    outbox: (_, query) => ({ json: outbox.find(filterIn(query, 'since')) }),
    async wait(_, query) {
      const timeout = Math.min(numberIn(query, 'timeout_ms') ?? 10_000, MAX_WAIT_MS);
      const call = await outbox.wait(filterIn(query, 'after'), timeout);
      return call ? { json: call } : { status: 204 };
    },
    callbacks: (id) => ({ json: callbackNamed(id) }),
    files(id) {
      const bytes = files.get(id)?.bytes;
      if (!bytes) throw new ControlError(404, `no bytes of file ${id}`);
      return { bytes };
    },
    webhook(_, query) {
      const { webhook } = telegram.botOf(numberIn(query, 'bot_id'));
      return { json: { info: webhook.info(), attempts: webhook.attempts() } };
    },
    faults: () => ({ json: faults.list() }),
    state: () => ({
      json: {
        bots: [...world.bots.values()].map((bot) => describeBot(bot, false)),
        users: world.people.size,
        chats: world.rooms.size,
        calls: outbox.last(),
        faults: faults.list(),
        limits: limits.settings,
        now: clock.now(),
      },
    }),
  };
}

/** A bot as the control API shows it. */
export const describeBot = (bot: Bot, withToken: boolean) => ({
  ...bot.user,
  ...(withToken ? { token: bot.token } : {}),
  revoked: bot.revoked,
  pending_updates: bot.queue.size(),
  webhook: bot.webhook.active(),
  polling: bot.polling.state().waiting,
});

function filterIn(query: URLSearchParams, sinceName: string): CallFilter {
  return {
    chat_id: numberIn(query, 'chat_id'),
    methods: query.get('method')?.split(','),
    since: numberIn(query, sinceName),
  };
}

function numberIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new ControlError(400, `${name} must be an integer`);
  return value;
}
