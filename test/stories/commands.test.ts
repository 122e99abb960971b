import { afterAll, beforeAll, expect, it } from 'vitest';
import { openOffice, type TestOffice } from '#test/actors/office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

it('the web chat offers commands by the role of who talks, as soon as the role is given', async () => {
  const anna = await office.person('webchat');
  const commands = async () => {
    const answer = await fetch(`${office.base()}/api/v1/chat`, {
      headers: { authorization: `Bearer ${anna.token}` },
    });
    return ((await answer.json()) as { commands: { command: string }[] }).commands.map(
      ({ command }) => command,
    );
  };
  expect(await commands()).not.toContain('admin');
  await anna.says('/help');
  await anna.hears(/Как начать/);
  expect(await commands()).toEqual(expect.arrayContaining(['operator', 'help', 'cancel']));
  expect(await commands()).not.toContain('admin');
  await office.db
    .updateTable('people')
    .set({ roles: ['administrator'] })
    .execute();
  expect(await commands()).toContain('admin');
  await anna.says('/admin');
  await anna.hears(/Состояние бота/);
});
