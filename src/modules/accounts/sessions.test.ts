import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { PanelClient } from '#test/actors/panel.ts';
import { HOUR, MINUTE, openAccounts, refusal } from './testing.ts';

interface Listed {
  readonly items: readonly {
    id: string;
    agent: string;
    address: string;
    current: boolean;
    seen_at: string;
  }[];
}

const COOKIE = 'kontora_session';
const DAY = 24 * HOUR;

const stage = async (panel: PanelClient) => (await panel.get<{ stage: string }>('/session')).body.stage;
const probe = async (panel: PanelClient) => (await panel.get('/probe')).status;
/** Another browser with the cookies of this one, as they are now. */
const copyOf = (panel: PanelClient, client: () => PanelClient): PanelClient => {
  const copy = client();
  for (const [name, value] of panel.cookies) copy.cookies.set(name, value);
  return copy;
};

it('a stranger has none, and no wrong cookie makes one', async () => {
  const { client, enter } = await openAccounts();
  const panel = await enter();
  const token = panel.cookies.get(COOKIE) ?? '';
  const stranger = client();
  for (const value of ['', 'x', token.slice(1), `${token}x`, `"${token}"`, encodeURIComponent('ж'), '\t']) {
    stranger.cookies.set(COOKIE, value);
    expect((await stranger.get('/session')).body).toEqual({ stage: 'none' });
    expect(await probe(stranger)).toBe(401);
  }
});

it('is asked for a permission: by roles as they are now', async () => {
  const { enter, db } = await openAccounts();
  const manager = await enter(['manager']);
  const operator = await enter(['operator']);
  const actor = { personId: manager.personId, roles: ['manager'], channel: 'panel', address: '127.0.0.1' };
  expect((await manager.get('/probe')).body).toMatchObject({ actor });
  expect(refusal(await operator.get('/probe'))).toMatchObject({
    status: 403,
    type: 'urn:kontora:problem:denied',
  });

  await db
    .updateTable('people')
    .set({ roles: ['operator'] })
    .where('id', '=', manager.personId)
    .execute();
  expect(await probe(manager)).toBe(403);
  await db.updateTable('people').set({ roles: [] }).where('id', '=', manager.personId).execute();
  expect((await manager.get('/session')).body).toMatchObject({ stage: 'open', may: [] });
  expect((await manager.get('/sessions')).status).toBe(403);
});

it('ends at once for somebody who is blocked', async () => {
  const { enter, db, clock } = await openAccounts();
  const panel = await enter();
  const block = (blocked_until: Date | null) =>
    db
      .updateTable('people')
      .set({ blocked_at: new Date(clock.now()), blocked_until })
      .where('id', '=', panel.personId)
      .execute();
  await block(null);
  expect([await probe(panel), await stage(panel)]).toEqual([401, 'none']);
  await block(new Date(clock.now() + MINUTE));
  expect(await probe(panel)).toBe(401);
});

it('gets a new token every hour of use; the one before is good for a minute more', async () => {
  const { enter, client, clock } = await openAccounts();
  const panel = await enter();
  clock.pass(HOUR - 1);
  const first = copyOf(panel, client);
  expect(await probe(panel)).toBe(200);
  expect(panel.cookies.get(COOKIE)).toBe(first.cookies.get(COOKIE));

  clock.pass(1);
  const rotated = await panel.get('/probe');
  expect(rotated.headers.getSetCookie()).toEqual([expect.stringMatching(/HttpOnly; SameSite=Strict$/)]);
  expect(rotated.headers.get('cache-control')).toBe('no-store');
  expect(panel.cookies.get(COOKIE)).not.toBe(first.cookies.get(COOKIE));
  clock.pass(MINUTE - 1);
  expect(await probe(panel)).toBe(200);
  clock.pass(MINUTE - 1);
  const late = await first.get('/probe');
  expect([late.status, late.headers.getSetCookie()]).toEqual([200, []]);
  clock.pass(1);
  expect([await probe(first), await probe(panel)]).toEqual([401, 200]);
  expect(panel.csrf()).toBe((await panel.get<{ csrf: string }>('/session')).body.csrf);
});

it('a lost answer with a new token logs nobody out: another one follows', async () => {
  const { enter, client, clock } = await openAccounts();
  const panel = await enter();
  clock.pass(HOUR);
  const before = copyOf(panel, client);
  await panel.get('/probe');
  const lost = panel;
  clock.pass(MINUTE - 1);
  expect((await before.get('/probe')).headers.getSetCookie()).toEqual([]);
  clock.pass(1);
  const copies = Array.from({ length: 5 }, () => copyOf(before, client));
  const answers = await Promise.all(copies.map((copy) => copy.get('/probe')));
  expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200));
  const renewed = copies.filter((_, index) => answers[index]?.headers.getSetCookie().length === 1);
  expect(renewed).toHaveLength(1);
  const [browser = before] = renewed;
  clock.pass(HOUR - 1);
  expect([await probe(browser), await probe(lost)]).toEqual([200, 401]);
  clock.pass(MINUTE);
  expect([await probe(browser), await probe(before)]).toEqual([200, 401]);
});

it('no cache keeps what is told of sessions and accounts, to whomever', async () => {
  const { enter, client } = await openAccounts();
  const panel = await enter();
  const answers = await Promise.all([
    client().get('/session'),
    client().get('/sessions'),
    client().post('/session', { login: 'nobody', password: 'x' }),
    client().post('/password-links', { login: 'nobody' }),
    panel.get('/session'),
    panel.get('/sessions'),
    panel.get('/account/chats'),
    panel.put('/account/password', {}),
    panel.post('/accounts', {}),
    panel.delete('/session'),
  ]);
  expect(answers.map(({ headers }) => headers.get('cache-control'))).toEqual(Array(10).fill('no-store'));
});

it('requests side by side get one new token between them, and none is lost', async () => {
  const { enter, client, clock } = await openAccounts();
  const panel = await enter();
  clock.pass(2 * HOUR);
  const copies = Array.from({ length: 8 }, () => copyOf(panel, client));
  const answers = await Promise.all(copies.map((copy) => copy.get('/probe')));
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
  expect(answers.filter(({ headers }) => headers.getSetCookie().length > 0)).toHaveLength(1);
});

it('asking for the session renews it, too', async () => {
  const { enter, clock } = await openAccounts();
  const panel = await enter();
  clock.pass(HOUR);
  expect((await panel.get('/session')).headers.getSetCookie()).toHaveLength(1);
  expect(await stage(panel)).toBe('open');
});

it('ends after a day without use', async () => {
  const { enter, clock } = await openAccounts();
  const panel = await enter();
  for (let n = 0; n < 3; n += 1) {
    clock.pass(DAY - 1);
    expect(await probe(panel)).toBe(200);
  }
  clock.pass(DAY);
  expect(await probe(panel)).toBe(401);
});

it('ends after fourteen days of use', async () => {
  const { enter, clock } = await openAccounts();
  const panel = await enter();
  for (let n = 0; n < 27; n += 1) {
    clock.pass(DAY / 2);
    expect(await probe(panel)).toBe(200);
  }
  clock.pass(DAY / 2);
  expect(await probe(panel)).toBe(401);
});

it('is noted as seen once a minute at most', async () => {
  const { enter, clock, db } = await openAccounts();
  const panel = await enter();
  const seen = async () =>
    (await db.selectFrom('sessions').select('seen_at').executeTakeFirstOrThrow()).seen_at.getTime();
  const start = await seen();
  clock.pass(MINUTE - 1);
  await probe(panel);
  expect(await seen()).toBe(start);
  clock.pass(1);
  await probe(panel);
  expect(await seen()).toBe(start + MINUTE);
});

it('shows its owner where they are logged in', async () => {
  const { enter, client, clock } = await openAccounts();
  const panel = await enter(['operator']);
  const stranger = await enter();
  clock.pass(MINUTE);
  const phone = client();
  await phone.post('/session', panel.credentials, { headers: { 'user-agent': `Phone ${'x'.repeat(500)}` } });
  const { body } = await panel.get<Listed>('/sessions');
  expect(body.items).toHaveLength(2);
  expect(body.items[0]).toMatchObject({ address: '127.0.0.1', current: false });
  expect(body.items.map(({ current }) => current).sort()).toEqual([false, true]);
  expect(body.items.find(({ agent }) => agent.startsWith('Phone'))?.agent).toHaveLength(300);
  expect((await stranger.get<Listed>('/sessions')).body.items).toHaveLength(1);
});

it('ends one of the own sessions, and none of anybody else', async () => {
  const { enter, client, journal } = await openAccounts();
  const panel = await enter();
  const other = await enter();
  const phone = client();
  await phone.login(panel.credentials);
  const foreign = (await other.get<Listed>('/sessions')).body.items[0]?.id;
  for (const id of [foreign, randomUUID()]) expect((await panel.delete(`/sessions/${id}`)).status).toBe(404);
  expect((await panel.delete('/sessions/none')).status).toBe(422);
  expect(await probe(other)).toBe(200);

  const listed = (await panel.get<Listed>('/sessions')).body.items;
  expect((await panel.delete(`/sessions/${listed.find(({ current }) => !current)?.id}`)).status).toBe(204);
  expect([await probe(phone), await probe(panel)]).toEqual([401, 200]);
  expect((await panel.delete(`/sessions/${listed.find(({ current }) => current)?.id}`)).status).toBe(204);
  expect(panel.cookies.has(COOKIE)).toBe(false);
  expect((await journal()).filter(({ action }) => action === 'account.session_end')).toHaveLength(2);
});

it('logs out everywhere else', async () => {
  const { enter, client, journal } = await openAccounts();
  const panel = await enter();
  const other = await enter();
  const phone = client();
  await phone.login(panel.credentials);
  const answer = await panel.delete('/sessions');
  expect([answer.status, answer.body]).toEqual([200, { ended: 1 }]);
  expect([await probe(phone), await probe(panel), await probe(other)]).toEqual([401, 200, 200]);
  expect((await journal()).at(-1)).toMatchObject({
    action: 'account.logout_everywhere',
    after: { ended: 1 },
  });
});

it('logging out needs no session, and takes the cookie away', async () => {
  const { client, enter } = await openAccounts();
  expect((await client().delete('/session')).status).toBe(204);
  const panel = await enter();
  const copy = copyOf(panel, client);
  const answer = await panel.delete('/session');
  expect(answer.headers.getSetCookie()).toEqual([`${COOKIE}=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict`]);
  expect(await stage(copy)).toBe('none');
});

it('what has expired is swept, what lives stays', async () => {
  const { enter, accounts, clock, db } = await openAccounts();
  const [old, living] = [await enter(), await enter()];
  clock.pass(DAY / 2);
  await probe(living);
  clock.pass(DAY / 2);
  await accounts.sweep();
  const left = await db.selectFrom('sessions').select('person_id').execute();
  expect(left).toEqual([{ person_id: living.personId }]);
  expect([await probe(old), await probe(living)]).toEqual([401, 200]);
});
