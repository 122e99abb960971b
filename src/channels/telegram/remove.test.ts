import { expect, it } from 'vitest';
import { openOffice } from './testing.ts';

const office = async () => {
  const opened = await openOffice();
  const telegram = opened.channel();
  const { id, address } = await opened.person();
  await opened.control.message({ user_id: id, text: 'пароль' });
  const said = (await opened.control.chat(id)).messages.at(-1);
  const remove = () => telegram.remove?.(address, String(said?.message_id));
  const fault = (fields: object) => opened.control.faults({ method: 'deleteMessage', ...fields });
  const shown = async () => (await opened.control.chat(id)).messages.filter(({ deleted }) => !deleted);
  return { ...opened, remove, fault, shown };
};

it('deletes what a person wrote, and finds it gone the second time', async () => {
  const { remove, shown } = await office();
  expect(await remove()).toBe(true);
  expect((await shown()).map(({ text }) => text)).not.toContain('пароль');
  expect(await remove()).toBe(true);
});

it('tries once more after a failure that may pass', async () => {
  const { remove, fault } = await office();
  await fault({ code: 500, times: 1 });
  expect(await remove()).toBe(true);
});

it.each([
  { code: 500, times: 5 },
  { code: 403, times: 5 },
])('gives up, and says so: %j', async (failing) => {
  const { remove, fault, shown } = await office();
  await fault(failing);
  expect(await remove()).toBe(false);
  expect((await shown()).map(({ text }) => text)).toContain('пароль');
});
