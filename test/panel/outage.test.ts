import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import type { Employee } from '#test/actors/panel.ts';

let office: TestOffice;
let olga: Employee;
beforeAll(async () => {
  office = await openOffice({ gated: true });
  olga = await office.employee({ roles: ['operator'] });
});
afterAll(() => office?.close());

it('what somebody else holds for too long is 503, and is had when it is free', async () => {
  const anna = await office.person('webchat');
  await anna.says('/help');
  await anna.hears(/Как начать/);
  const { id } = await office.db.selectFrom('conversations').select('id').executeTakeFirstOrThrow();
  const take = () => olga.post(`/conversations/${id}/operator`);
  await office.db.transaction().execute(async (tx) => {
    await sql`select from conversations where id = ${id} for update`.execute(tx);
    const { status, headers } = await take();
    expect([status, headers.get('retry-after')]).toEqual([503, '2']);
  });
  expect((await take()).status).toBe(200);
});

it('a database that is away is 503 everywhere, also for a table', async () => {
  await office.gate?.shut();
  try {
    for (const path of ['/conversations', '/people', '/people.csv', '/canned-answers', '/session']) {
      const { status, headers } = await olga.get(path);
      expect([path, status, headers.get('retry-after')]).toEqual([path, 503, '2']);
    }
  } finally {
    await office.gate?.reopen();
  }
  await vi.waitFor(async () => expect((await olga.get('/conversations')).status).toBe(200), {
    timeout: 10_000,
  });
});
