import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FakeTelegram } from '#test/fakes/telegram/server.ts';
import { startKontora } from '../turns/contenders.ts';
import { createPeople, type People } from '../turns/people.ts';

/** An office in a process of its own, over a database of its own, and people who may talk to it. */
export type Office = Awaited<ReturnType<typeof startKontora>> & { readonly people: People };

const PEOPLE = 100;

/** Starts a fresh office in a folder; `stop` removes all of it. */
export const startOffice = async (fake: FakeTelegram, parent: string, name: string): Promise<Office> => {
  const bot = fake.telegram.world.addBot({});
  const folder = join(parent, name);
  const office = await startKontora({ folder, token: bot.token, apiRoot: fake.url, mode: 'polling' });
  return {
    ...office,
    people: createPeople(fake.telegram, bot.user.id, PEOPLE),
    stop: async () => {
      await office.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
