import type { Telegram } from '#test/fakes/telegram/telegram.ts';

/** One thing people say, and what the reply to it must look like. */
export interface Line {
  readonly text: string;
  readonly reply: RegExp;
}

/** A reply that takes longer than this is none. */
const PATIENCE_MS = 20_000;

/** People of the fake Telegram who all talk to one bot, each in a private chat. */
export interface People {
  readonly count: number;
  /** Lines said so far. */
  said(): number;
  /**
   * One of them says a line; answers the milliseconds from the update entering the bot's queue to the
   * bot's `sendMessage`, both by this process's clock. Throws when the reply is missing or a wrong one.
   */
  say(person: number, line: Line): Promise<number>;
}

/** Makes `count` new people who have never spoken to the bot; their phones are English. */
export const createPeople = (telegram: Telegram, botId: number, count: number): People => {
  const { world, actions, outbox } = telegram;
  const people = Array.from({ length: count }, (_, index) => ({
    id: world.addPerson({ first_name: `Person ${index + 1}`, language_code: 'en' }).user.id,
    heardUpTo: 0,
    /** Replies come in order, so each one is awaited after the one before it. */
    lastReply: Promise.resolve(0),
  }));

  let lines = 0;

  return {
    count,
    said: () => lines,
    say: (index, line) => {
      const person = people[index % count];
      if (!person) throw new Error('nobody is there to speak');
      lines += 1;
      const said = performance.now();
      actions.message({ user_id: person.id, bot_id: botId, text: line.text });
      const reply = person.lastReply.then(async () => {
        const query = { chat_id: person.id, methods: ['sendMessage'], since: person.heardUpTo };
        const call = await outbox.wait(query, PATIENCE_MS);
        const heard = performance.now();
        if (!call) throw new Error(`no reply to "${line.text}" within ${PATIENCE_MS / 1_000} s`);
        person.heardUpTo = call.sequence;
        const text = String(call.parameters.text);
        if (!line.reply.test(text)) throw new Error(`a wrong reply to "${line.text}": ${text.slice(0, 200)}`);
        return heard - said;
      });
      person.lastReply = reply.catch(() => 0);
      return reply;
    },
  };
};
