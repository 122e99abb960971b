import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openOffice, type TestOffice } from '#test/actors/office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ gated: true });
});
afterAll(() => office.close());

const health = async (): Promise<number> => (await fetch(`${office.base()}/health`)).status;

it('S3-03: without its database the office says so, loses nothing, and goes on when it is back', async () => {
  const anna = await office.person('telegram');
  const boris = await office.person('webchat');
  for (const who of [anna, boris]) {
    await who.says('/profile');
    await who.hears(/Ваш аккаунт/);
    await who.presses('Изменить имя');
    await who.hears(/Как вас зовут/);
  }
  expect(await health()).toBe(200);
  await office.gate?.shut();
  await vi.waitUntil(async () => (await health()) === 503, { timeout: 10_000 });
  expect((await fetch(`${office.base()}/ready`)).status).toBe(503);

  await anna.says('Анна Терпеливая');
  const post = () =>
    fetch(`${office.base()}/api/v1/chat/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${boris.token}` },
      body: JSON.stringify({ id: '6f1f8c1e-2c51-4c39-9d0e-1b0a8d1f0a01', text: 'Борис Упорный' }),
    });
  const refused = await post();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)]);

  await office.gate?.reopen();
  await vi.waitUntil(async () => (await health()) === 200, { timeout: 10_000 });
  await vi.waitUntil(async () => (await post()).status === 202, { timeout: 10_000 });
  await post();
  await anna.hears(/Имя: Анна Терпеливая/);
  await boris.hears(/Имя: Борис Упорный/);
  const turns = sql<{ doubled: number }>`
    select count(*) as doubled from messages a join messages b
      on a.conversation_id = b.conversation_id and a.turn = b.turn and a.id < b.id
    where a.direction = 'in' and b.direction = 'in'
  `.execute(office.db);
  expect((await turns).rows[0]?.doubled).toBe(0);
});

it('a full disk is an outage, not a failure of the message', async () => {
  const boris = await office.person('webchat');
  await boris.says('/help');
  await boris.hears(/Как начать/);
  await sql`
    create function full_disk() returns trigger language plpgsql as $$
    begin raise exception 'No space left on device' using errcode = '53100'; end $$
  `.execute(office.db);
  await sql`create trigger full_disk before insert on messages execute function full_disk()`.execute(
    office.db,
  );
  const body = JSON.stringify({ id: randomUUID(), text: '/menu' });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${boris.token}` };
  const post = () => fetch(`${office.base()}/api/v1/chat/messages`, { method: 'POST', headers, body });
  expect((await post()).status).toBe(503);
  await sql`drop trigger full_disk on messages`.execute(office.db);
  expect((await post()).status).toBe(202);
  await boris.hears(/Выберите раздел/);
  const dead = await office.db.selectFrom('turns').selectAll().where('state', '=', 'dead').execute();
  expect(dead).toEqual([]);
});

it('a clock that jumps forth and back disturbs no conversation', async () => {
  const anna = await office.person('telegram');
  await anna.says('/profile');
  await anna.hears(/Ваш аккаунт/);
  for (const days of [10, -20]) {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * 86_400_000 });
    await anna.says('/help');
    await anna.hears(/Как начать/);
    await anna.presses('Изменить имя');
    await anna.hears(/Как вас зовут/);
    await anna.says('Анна Вневременная');
    await anna.hears(/Имя: Анна Вневременная/);
    vi.useRealTimers();
  }
});
