import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { Speaker } from './chat-log-in.ts';
import { MINUTE, openAccounts, type TestAccounts } from './testing.ts';

const PASSWORD = 'зелёный забор 7';

let chats = 0;

/** Somebody who speaks in a chat of their own. */
const guest = async ({ db }: TestAccounts, name = 'Гость'): Promise<Speaker> => {
  chats += 1;
  const [personId, account] = [newId(), `${7_000 + chats}`];
  await sql`insert into inboxes (id, channel) values ('wire', 'wire') on conflict do nothing`.execute(db);
  await db.insertInto('people').values({ id: personId, name }).execute();
  await db
    .insertInto('identities')
    .values({ id: newId(), person_id: personId, kind: 'wire', value: account, verified_at: new Date() })
    .execute();
  await db
    .insertInto('conversations')
    .values({
      id: newId(),
      inbox_id: 'wire',
      address: account,
      kind: 'private',
      person_id: personId,
      title: name,
    })
    .execute();
  return { personId, roles: [], channel: 'wire', address: account, traceId: null };
};

/** A customer with an account, in a chat of their own. */
const customer = async (
  office: TestAccounts,
  {
    phone,
    verified = false,
    password = PASSWORD,
  }: { phone: string; verified?: boolean; password?: string | null },
): Promise<Speaker> => {
  const by = await guest(office, 'Анна');
  const { accounts, db } = office;
  const hashed = password === null ? undefined : await accounts.chatPasswords.hashNew(password, phone);
  const passwordHash = hashed?.ok ? hashed.value : null;
  const opened = await db
    .transaction()
    .execute((tx) => accounts.phones.open(tx, { by, personId: by.personId, phone, verified, passwordHash }));
  expect(opened.ok).toBe(true);
  return by;
};

const speaks = async ({ db }: TestAccounts, { address }: Speaker): Promise<string | null> => {
  const row = await db
    .selectFrom('conversations')
    .select('person_id')
    .where('address', '=', address ?? '')
    .executeTakeFirstOrThrow();
  return row.person_id;
};

const enters = async (office: TestAccounts, by: Speaker, phone: string, password = PASSWORD) => {
  const knock = await office.accounts.chatLogIn.knock(by, { phone, password });
  if (knock.outcome !== 'right') return knock.outcome;
  const entered = await office.db
    .transaction()
    .execute((tx) => office.accounts.chatLogIn.enter(tx, by, { phone, entry: knock.entry }));
  return entered.ok ? 'in' : entered.reason;
};

it('makes a guest one with the account', async () => {
  const office = await openAccounts();
  const anna = await customer(office, { phone: '+79990000101' });
  const away = await guest(office);
  expect(await enters(office, away, '+79990000101')).toBe('in');
  expect(await speaks(office, away)).toBe(anna.personId);
  const gone = office.db.selectFrom('people').select('id').where('id', '=', away.personId);
  expect(await gone.execute()).toEqual([]);
});

it.each(['an account', 'a role'])('gives only the chat over where its person has %s', async (what) => {
  const office = await openAccounts();
  const anna = await customer(office, { phone: '+79990000102' });
  const other = what === 'a role' ? await guest(office) : await customer(office, { phone: '+79990000103' });
  if (what === 'a role')
    await sql`update people set roles = '{operator}' where id = ${other.personId}`.execute(office.db);
  expect(await enters(office, other, '+79990000102')).toBe('in');
  expect(await speaks(office, other)).toBe(anna.personId);
  const stays = office.db.selectFrom('people').select('id').where('id', '=', other.personId);
  expect(await stays.execute()).toHaveLength(1);
});

it('answers the same to a wrong password, an unknown phone, and an account without a password', async () => {
  const office = await openAccounts();
  await customer(office, { phone: '+79990000104' });
  await customer(office, { phone: '+79990000105', verified: true, password: null });
  for (const phone of ['+79990000104', '+79990000105', '+79990000199'])
    expect(await enters(office, await guest(office), phone, 'не тот пароль')).toBe('wrong');
});

it.each([
  ['blocked', sql`blocked_at = now()`],
  ['erased', sql`erased_at = now()`],
])('does not let anybody in to somebody who is %s', async (_, change) => {
  const office = await openAccounts();
  const anna = await customer(office, { phone: '+79990000106', verified: true });
  await sql`update people set ${change} where id = ${anna.personId}`.execute(office.db);
  expect(await enters(office, await guest(office), '+79990000106')).toBe('wrong');
  const doorway = await office.accounts.chatLogIn.doorwayOf(office.db, await guest(office), '+79990000106');
  expect(doorway).toEqual({ to: 'password' });
});

it('makes a chat wait that guesses, whichever phones it tries, longer each time', async () => {
  const office = await openAccounts();
  await customer(office, { phone: '+79990000107' });
  const thief = await guest(office);
  for (let n = 0; n < 5; n += 1)
    expect(await enters(office, thief, `+7999000020${n}`, 'не тот пароль')).toBe('wrong');
  const locked = await office.accounts.chatLogIn.knock(thief, { phone: '+79990000107', password: PASSWORD });
  expect(locked).toEqual({ outcome: 'locked', seconds: 30 });
  office.clock.pass(31_000);
  expect(await enters(office, thief, '+79990000107', 'не тот пароль')).toBe('wrong');
  const longer = await office.accounts.chatLogIn.knock(thief, { phone: '+79990000107', password: PASSWORD });
  expect(longer).toEqual({ outcome: 'locked', seconds: 60 });
  const lockouts = (await office.journal()).filter(({ action }) => action === 'account.lockout');
  expect(lockouts).toHaveLength(2);
  office.clock.pass(MINUTE + 1_000);
  expect(await enters(office, thief, '+79990000107')).toBe('in');
});

it('counts an account across chats and the panel together', async () => {
  const office = await openAccounts();
  await customer(office, { phone: '+79990000108' });
  for (let n = 0; n < 5; n += 1)
    expect(await enters(office, await guest(office), '+79990000108', 'не тот пароль')).toBe('wrong');
  expect(await enters(office, await guest(office), '+79990000108')).toBe('locked');
  const { status } = await office
    .client()
    .post('/session', { login: '+7 999 000-01-08', password: PASSWORD });
  expect(status).toBe(429);
});

it('does not let the password alone in where a second factor is on, but says so to nobody else', async () => {
  const office = await openAccounts();
  const anna = await customer(office, { phone: '+79990000109', verified: true });
  await sql`
    update accounts set totp_confirmed_at = now(), totp_secret = '\\x00' where person_id = ${anna.personId}
  `.execute(office.db);
  expect(await enters(office, await guest(office), '+79990000109')).toBe('second_factor');
  expect(await enters(office, await guest(office), '+79990000109', 'не тот пароль')).toBe('wrong');
  const doorway = await office.accounts.chatLogIn.doorwayOf(office.db, await guest(office), '+79990000109');
  expect(doorway).toEqual({ to: 'password' });
});

it('lets nobody in with a password that was changed meanwhile', async () => {
  const office = await openAccounts();
  const { accounts, db } = office;
  const anna = await customer(office, { phone: '+79990000110' });
  const away = await guest(office);
  const knock = await accounts.chatLogIn.knock(away, { phone: '+79990000110', password: PASSWORD });
  const hashed = await accounts.chatPasswords.hashNew('совсем другой 1', '+79990000110');
  if (knock.outcome !== 'right' || !hashed.ok) throw new Error('the password was right');
  await db.transaction().execute((tx) => accounts.chatPasswords.setPassword(tx, anna, hashed.value));
  const entered = await db
    .transaction()
    .execute((tx) => accounts.chatLogIn.enter(tx, away, { phone: '+79990000110', entry: knock.entry }));
  expect(entered).toEqual({ ok: false, reason: 'changed' });
  expect(await speaks(office, away)).toBe(away.personId);
});

it('logs out into a stranger, and lets nobody out who could not come back', async () => {
  const office = await openAccounts();
  const { accounts, db } = office;
  const anna = await customer(office, { phone: '+79990000111' });
  const bare = await customer(office, { phone: '+79990000112', password: null });
  const out = (by: Speaker) => db.transaction().execute((tx) => accounts.chatLogIn.leave(tx, by));
  expect(await out(bare)).toEqual({ ok: false, reason: 'no_way_back' });
  expect((await out(anna)).ok).toBe(true);
  const stranger = await speaks(office, anna);
  expect(stranger).not.toBe(anna.personId);
  const account = db
    .selectFrom('accounts')
    .select('login')
    .where('person_id', '=', stranger ?? '');
  expect(await account.execute()).toEqual([]);
});

it('gives a phone to whoever proves it, and a typed one to nobody twice', async () => {
  const office = await openAccounts();
  const { accounts, db } = office;
  const phone = '+79990000113';
  const liar = await customer(office, { phone });
  const late = await guest(office);
  const open = (verified: boolean) =>
    db
      .transaction()
      .execute((tx) =>
        accounts.phones.open(tx, { by: late, personId: late.personId, phone, verified, passwordHash: null }),
      );
  expect(await open(false)).toEqual({ ok: false, reason: 'phone_taken' });
  expect((await open(true)).ok).toBe(true);
  const login = await db
    .selectFrom('accounts')
    .select('login')
    .where('person_id', '=', liar.personId)
    .executeTakeFirstOrThrow();
  expect(login.login).toMatch(/^customer\./);
  expect(office.said.findLast(({ personId }) => personId === liar.personId)?.text.ru).toContain(phone);
  expect(await accounts.phones.standing(db, { phone, personId: liar.personId })).toBe('proven');
});

it('lets customers choose a password by a link, once, and keeps them out of the panel', async () => {
  const office = await openAccounts();
  const { accounts, db } = office;
  const anna = await customer(office, { phone: '+79990000114', verified: true, password: null });
  const link = accounts.newLink();
  expect(link.url).toMatch(/\/password#[\w-]+$/);
  expect((await db.transaction().execute((tx) => accounts.keepLink(tx, anna, link))).ok).toBe(true);
  const from = { address: '192.0.2.1', agent: '', traceId: null };
  await accounts.usePasswordLink({ token: link.token, password: PASSWORD }, from);
  await expect(
    accounts.usePasswordLink({ token: link.token, password: PASSWORD }, from),
  ).rejects.toMatchObject({
    code: 'missing',
  });
  expect(office.said.at(-1)?.personId).toBe(anna.personId);
  expect(await enters(office, await guest(office), '+79990000114')).toBe('in');
  await expect(accounts.logIn({ login: '+79990000114', password: PASSWORD }, from)).rejects.toMatchObject({
    code: 'unauthorized',
  });
  for (let n = 0; n < 2; n += 1)
    await db.transaction().execute((tx) => accounts.keepLink(tx, anna, accounts.newLink()));
  expect(
    await db.transaction().execute(async (tx) => {
      const third = await accounts.keepLink(tx, anna, accounts.newLink());
      return third.ok ? accounts.keepLink(tx, anna, accounts.newLink()) : third;
    }),
  ).toEqual({ ok: false, reason: 'too_many' });
});
