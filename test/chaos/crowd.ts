import { pause } from '#kernel/time.ts';
import { ControlRefused, type TelegramControl } from '#test/fakes/telegram/control.ts';
import type { ChaosPlan } from './plan.ts';
import type { Progress } from './progress.ts';
import { createRandom, type Random } from './random.ts';
import { createScript, type Line } from './script.ts';

/** A line as it was said. */
export interface SaidLine extends Line {
  readonly updateId: number;
}

/** Somebody who talks to the office, and everything they said, in order. */
export interface Person {
  readonly name: string;
  readonly chat: number;
  readonly said: SaidLine[];
  /** Waiting for answers: from when to when, in milliseconds since 1970. */
  readonly waits: { readonly from: number; readonly to: number }[];
}

export const createPeople = (plan: ChaosPlan, control: TelegramControl): Promise<Person[]> =>
  Promise.all(
    Array.from({ length: plan.conversations }, async (_, index) => {
      const name = `Анна-${String(index + 1).padStart(4, '0')}`;
      const { id } = await control.users({ first_name: name, language_code: 'ru' });
      return { name, chat: id, said: [], waits: [] };
    }),
  );

/**
 * Lets everybody talk, each waiting for the answers to one breath before the next, until all have said
 * their share and `mayEnd`. Throws when answers do not come.
 */
export const talk = async ({
  plan,
  people,
  control,
  progress,
  mayEnd,
  given,
}: {
  plan: ChaosPlan;
  people: readonly Person[];
  control: TelegramControl;
  progress: Progress;
  mayEnd: () => boolean;
  /** Aborts when the run has failed elsewhere: everybody falls silent. */
  given: AbortSignal;
}): Promise<void> => {
  const share = Math.ceil(plan.turns / plan.conversations);

  const live = async (person: Person): Promise<void> => {
    const random = createRandom(plan.seed, person.name);
    const script = createScript(person.name, random);
    while (!given.aborted && !(person.said.length >= share && mayEnd())) {
      await pause(random.below(plan.thinkMs), given);
      const from = Date.now();
      for (const line of script.breath()) await say(control, person, line, random);
      const settled = ({ settled }: { settled: ReadonlyMap<string, number> }) =>
        given.aborted || settled.get(String(person.chat)) === person.said.length;
      if (!(await progress.until(settled, plan.patienceMs)))
        throw new Error(`${person.name} waited ${plan.patienceMs / 1_000} s in vain`);
      person.waits.push({ from, to: Date.now() });
    }
  };
  await Promise.all(people.map(live));
};

const say = async (control: TelegramControl, person: Person, line: Line, random: Random): Promise<void> => {
  const user_id = person.chat;
  const pressed = line.press && (await press(control, person, line));
  const { update_id } = pressed || (await control.message({ user_id, text: line.say }));
  person.said.push({ ...line, updateId: update_id });
  // An unsure network delivers the newest update of the bot once more.
  if (random.chance(0.03)) await control.again();
};

/** Presses the button under the newest message; false when it is not there, e.g. because its delivery is unknown. */
const press = async (control: TelegramControl, { chat }: Person, { say: label }: Line) => {
  const calls = await control.outbox({ chat_id: chat, method: 'sendMessage' });
  const message = calls.findLast(({ ok }) => ok)?.result as { message_id: number } | undefined;
  if (!message) return false;
  try {
    return await control.callback({ user_id: chat, chat_id: chat, message_id: message.message_id, label });
  } catch (error) {
    if (error instanceof ControlRefused) return false;
    throw error;
  }
};
