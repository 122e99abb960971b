import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { AppError } from '#kernel/errors.ts';
import { type Actor, theOffice } from '#modules/access/index.ts';
import { openAccounts } from './testing.ts';

const operator: Actor = {
  personId: null,
  roles: ['operator'],
  channel: 'panel',
  address: null,
  traceId: null,
};

it('the first administrator is made once, whoever starts at the same moment', async () => {
  const { accounts, client, db, journal } = await openAccounts();
  const made = (await Promise.all([1, 2, 3, 4].map(() => accounts.ensureAdministrator()))).filter(Boolean);
  expect(made).toHaveLength(1);
  expect(await accounts.ensureAdministrator()).toBeUndefined();
  expect(await db.selectFrom('people').select(['name', 'roles']).execute()).toEqual([
    { name: 'Администратор', roles: ['administrator'] },
  ]);
  const [first] = made;
  // 20 signs of 31: 99 bits.
  expect(first).toMatchObject({
    login: 'admin',
    password: expect.stringMatching(/^([2-9a-hjkmnp-z]{4}-){4}[2-9a-hjkmnp-z]{4}$/),
  });
  const { login = '', password = '' } = first ?? {};
  expect((await client().post('/session', { login, password })).body).toMatchObject({
    stage: 'open',
    must_change: true,
    person: { roles: ['administrator'] },
  });
  expect((await journal())[0]).toMatchObject({ action: 'account.open', actor_id: null, channel: 'office' });
});

it('there is no first administrator where anybody has an account', async () => {
  const { accounts, open } = await openAccounts();
  await open(['operator']);
  expect(await accounts.ensureAdministrator()).toBeUndefined();
});

it('a login is taken once, also by two at the same moment', async () => {
  const { accounts, db } = await openAccounts();
  const make = (login: string) =>
    accounts.openAccount(theOffice, { login, name: 'Борис', roles: ['operator'] });
  const results = await Promise.allSettled([make('Boris'), make(' boris '), make('boris')]);
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  expect(refused.map((error: AppError) => error.code)).toEqual(['conflict', 'conflict']);
  // Nobody is left of those who were refused.
  expect(await db.selectFrom('people').select('name').execute()).toHaveLength(1);
});

it.each([
  '',
  'x',
  'борис',
  '9boris',
  '+79991112233',
  'a@b.example',
  'a b',
  'x'.repeat(65),
  '../x',
  'a\u0000b',
])('%j is no login', async (login) => {
  const { accounts } = await openAccounts();
  const made = accounts.openAccount(theOffice, { login, roles: ['operator'] });
  await expect(made).rejects.toMatchObject({ code: 'invalid', fields: [{ path: 'login' }] });
});

it('a reset gives a new password and ends the sessions; the second factor goes only when asked', async () => {
  const { accounts, enter, client, db, journal } = await openAccounts();
  const panel = await enter();
  const { login, password } = panel.credentials;
  const row = db.updateTable('accounts').where('person_id', '=', panel.personId);
  await row.set({ totp_secret: Buffer.from('x'), totp_confirmed_at: new Date() }).execute();
  const reset = await accounts.resetPassword(theOffice, { login: ` ${login.toUpperCase()}` });
  expect((await panel.get('/session')).body).toEqual({ stage: 'none' });
  expect((await client().post('/session', { login, password })).status).toBe(401);
  expect((await client().post('/session', { login, password: reset.password })).body).toMatchObject({
    stage: 'code',
  });
  const again = await accounts.resetPassword(theOffice, { login, withoutTotp: true });
  expect((await client().post('/session', { login, password: again.password })).body).toMatchObject({
    stage: 'open',
    must_change: true,
  });
  expect((await journal()).findLast(({ action }) => action === 'account.password_reset')?.after).toEqual({
    totp: false,
  });
  await expect(accounts.resetPassword(theOffice, { login: 'nobody' })).rejects.toMatchObject({
    code: 'missing',
  });
});

it('only administrators make accounts and passwords for others', async () => {
  const { accounts, open } = await openAccounts();
  const { login } = await open();
  await expect(accounts.openAccount(operator, { login: 'friend', roles: ['administrator'] })).rejects.toThrow(
    AppError,
  );
  await expect(accounts.resetPassword(operator, { login })).rejects.toMatchObject({ code: 'denied' });
});

interface Made {
  readonly person_id: string;
  readonly login: string;
  readonly password: string;
}

it('an administrator opens accounts: for a new person, and for one the office knows', async () => {
  const { enter, client, db, journal } = await openAccounts();
  const admin = await enter();
  const made = await admin.post<Made>('/accounts', { login: 'Olga', name: ' Ольга ', roles: ['operator'] });
  expect([made.status, made.body.login]).toEqual([201, 'olga']);
  const { login, password, person_id } = made.body;
  expect((await client().post('/session', { login, password })).body).toMatchObject({
    must_change: true,
    person: { id: person_id, name: 'Ольга', roles: ['operator'] },
  });
  expect((await journal()).find(({ subject_id }) => subject_id === person_id)).toMatchObject({
    action: 'account.open',
    actor_id: admin.personId,
    after: { login: 'olga', roles: ['operator'] },
  });

  expect((await admin.delete(`/accounts/${person_id}`)).status).toBe(204);
  expect((await client().post('/session', { login, password })).status).toBe(401);
  const known = await admin.post<Made>('/accounts', { login: 'olga.two', person_id });
  expect([known.status, known.body.person_id]).toEqual([201, person_id]);
  expect((await admin.post('/accounts', { login: 'olga.three', person_id })).status).toBe(409);
  expect((await admin.post('/accounts', { login: 'olga.two', name: 'x', roles: ['operator'] })).status).toBe(
    409,
  );
  expect((await admin.post('/accounts', { login: 'boris', person_id: randomUUID() })).status).toBe(404);
  await db.updateTable('people').set({ erased_at: new Date() }).where('id', '=', person_id).execute();
  await admin.delete(`/accounts/${person_id}`);
  expect((await admin.post('/accounts', { login: 'olga.four', person_id })).status).toBe(409);
});

it('an administrator gives others a new password', async () => {
  const { enter, client } = await openAccounts();
  const [admin, olga] = [await enter(), await enter(['operator'])];
  const reset = await admin.post<Made>(`/accounts/${olga.personId}/password`, {});
  expect(reset.status).toBe(200);
  expect((await olga.get('/session')).body).toEqual({ stage: 'none' });
  expect((await client().post('/session', olga.credentials)).status).toBe(401);
  const { login, password } = reset.body;
  expect((await client().post('/session', { login, password })).status).toBe(200);
  expect((await admin.post(`/accounts/${randomUUID()}/password`, {})).status).toBe(404);
});

it('an administrator changes nothing of the own account without proof', async () => {
  const { enter } = await openAccounts();
  const admin = await enter();
  await enter();
  for (const id of [admin.personId, admin.personId.toUpperCase()]) {
    expect((await admin.post(`/accounts/${id}/password`, { without_totp: true })).status).toBe(409);
    expect((await admin.post(`/accounts/${id}/password`, {})).status).toBe(409);
    expect((await admin.delete(`/accounts/${id}`)).status).toBe(409);
  }
  await admin.login(admin.credentials);
});

it('somebody who may administer is always left', async () => {
  const { accounts, enter } = await openAccounts();
  const [admin, other] = [await enter(), await enter()];
  expect((await admin.delete(`/accounts/${admin.personId}`)).status).toBe(409);
  const actor = (personId: string): Actor => ({ ...theOffice, personId });
  const both = await Promise.allSettled([
    accounts.closeAccount(actor(admin.personId), other.personId),
    accounts.closeAccount(actor(other.personId), admin.personId),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const left = both[0]?.status === 'fulfilled' ? admin : other;
  expect((await left.delete(`/accounts/${randomUUID()}`)).status).toBe(404);
  for (const id of [left.personId, left.personId.toUpperCase()])
    await expect(accounts.closeAccount(theOffice, id)).rejects.toMatchObject({ code: 'conflict' });
});

it('nobody else touches the accounts of others', async () => {
  const { enter } = await openAccounts();
  const admin = await enter();
  for (const role of ['manager', 'operator'] as const) {
    const panel = await enter([role]);
    const body = { login: 'friend', name: 'x', roles: ['administrator'] };
    expect((await panel.post('/accounts', body)).status).toBe(403);
    expect((await panel.post(`/accounts/${admin.personId}/password`, {})).status).toBe(403);
    expect((await panel.delete(`/accounts/${admin.personId}`)).status).toBe(403);
  }
  for (const body of [
    {},
    { login: 'x1' },
    { login: 'x1', name: 'x', roles: [] },
    { login: 'x1', name: 'x', roles: ['owner'] },
    { login: 'x1', name: ' ', roles: ['operator'] },
    { login: 'x1', name: 'x', roles: ['operator'], person_id: admin.personId },
    { login: 'б', name: 'x', roles: ['operator'] },
  ])
    expect((await admin.post('/accounts', body)).status, JSON.stringify(body)).toBe(422);
});
