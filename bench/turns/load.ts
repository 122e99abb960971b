import { setTimeout as sleep } from 'node:timers/promises';
import type { Line, People } from './people.ts';

/** How people talk: so many messages a second whatever the bot does, or so many chats that each wait for their reply. */
export type Load =
  | { readonly kind: 'open'; readonly perSecond: number }
  | { readonly kind: 'closed'; readonly chats: number };

/** What a while of talking came to; times in milliseconds, ascending. */
export interface Outcome {
  readonly turnsPerSecond: number;
  readonly turns: number;
  /** Of the last line of the script. */
  readonly latencies: readonly number[];
}

/**
 * Lets people talk for `seconds`, after `warmUp` seconds of the same that do not count. Everybody goes
 * through the script line by line. `counted` runs when counting begins and ends.
 */
export const talk = async ({
  people,
  script,
  load,
  seconds,
  warmUp,
  counted = () => {},
}: {
  people: People;
  script: readonly Line[];
  load: Load;
  seconds: number;
  warmUp: number;
  counted?: () => void;
}): Promise<Outcome> => {
  const latencies: number[] = [];
  let turns = 0;
  let counting = false;
  let over = false;
  const at = new Array<number>(people.count).fill(0);

  const turn = async (person: number): Promise<void> => {
    const place = at[person] ?? 0;
    const line = script[place % script.length];
    if (!line) throw new Error('the script is empty');
    at[person] = place + 1;
    const latency = await people.say(person, line);
    if (!counting) return;
    turns += 1;
    if (place % script.length === script.length - 1) latencies.push(latency);
  };

  const open = async (perSecond: number): Promise<void> => {
    const running = new Set<Promise<void>>();
    let due = performance.now();
    for (let person = 0; !over; person = (person + 1) % people.count) {
      due += poissonGap(perSecond);
      const early = due - performance.now();
      if (early > 1) await sleep(early);
      const one = turn(person).finally(() => running.delete(one));
      running.add(one);
    }
    await Promise.all(running);
  };

  const closed = (chats: number): Promise<unknown> =>
    Promise.all(
      Array.from({ length: Math.min(chats, people.count) }, async (_, person) => {
        // A script that was begun is ended, so that the next load finds everybody at its start.
        while (!over || (at[person] ?? 0) % script.length > 0) await turn(person);
      }),
    );

  const talking = load.kind === 'open' ? open(load.perSecond) : closed(load.chats);
  const failed = talking.then(() => new Promise<never>(() => {}));
  await Promise.race([sleep(warmUp * 1_000), failed]);
  counted();
  const began = performance.now();
  counting = true;
  await Promise.race([sleep(seconds * 1_000), failed]);
  counting = false;
  const turnsPerSecond = turns / ((performance.now() - began) / 1_000);
  counted();
  over = true;
  await talking;
  return { turnsPerSecond, turns, latencies: latencies.toSorted((a, b) => a - b) };
};

/** Everybody says the first words once, a few at a time: afterwards the bot knows them all. */
export const introduce = async (people: People, line: Line): Promise<void> => {
  let next = 0;
  const some = Array.from({ length: 8 }, async () => {
    while (next < people.count) await people.say(next++, line);
  });
  await Promise.all(some);
};

/** Milliseconds to the next of independent arrivals. */
const poissonGap = (perSecond: number): number => (-Math.log(1 - Math.random()) * 1_000) / perSecond;
