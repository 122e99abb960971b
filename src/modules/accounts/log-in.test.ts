import { expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { theOffice } from '#modules/access/index.ts';
import { createPasswords } from './password.ts';
import { HOUR, MINUTE, openAccounts, refusal, somebodyWaits } from './testing.ts';

it('opens a session whose cookie no script reads and no other site sends', async () => {
  const { open, client } = await openAccounts();
  const { login, password, personId } = await open(['operator']);
  const panel = client();
  const answer = await panel.post<Record<string, unknown>>('/session', {
    login: ` ${login.toUpperCase()} `,
    password,
  });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    stage: 'open',
    person: { id: personId, name: 'Анна Каренина', login, locale: null, roles: ['operator'] },
    must_change: true,
    totp: false,
  });
  expect(answer.body.may).toContain('conversations.answer');
  expect(answer.body.may).not.toContain('people.block');
  expect(answer.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^kontora_session=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Strict$/),
  ]);
  expect((await panel.get('/session')).body).toMatchObject({ stage: 'open', csrf: panel.csrf() });
});

it('behind TLS the cookie is one that only this host can set', async () => {
  const { open, client } = await openAccounts({ publicUrl: 'https://office.example.com' });
  const answer = await client().post('/session', await credentialsOf(open()));
  expect(answer.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^__Host-kontora_session=[\w-]{43}; .*Path=\/; HttpOnly; SameSite=Strict; Secure$/),
  ]);
});

it('keeps no token and no password', async () => {
  const { enter, db } = await openAccounts();
  const panel = await enter();
  const rows = JSON.stringify([
    await db.selectFrom('sessions').selectAll().execute(),
    await db.selectFrom('accounts').selectAll().execute(),
    await db.selectFrom('audit_entries').selectAll().execute(),
  ]);
  for (const secret of [panel.credentials.password, ...panel.cookies.values()])
    expect(rows).not.toContain(secret);
  expect(rows).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
});

it('answers a wrong password, an unknown name, a blocked and an erased person with the same refusal', async () => {
  const { open, client, db } = await openAccounts();
  const [known, blocked, erased] = [await open(), await open(), await open()];
  const at = new Date();
  await db.updateTable('people').set({ blocked_at: at }).where('id', '=', blocked.personId).execute();
  await db.updateTable('people').set({ erased_at: at }).where('id', '=', erased.personId).execute();
  const answers = await Promise.all([
    client().post('/session', { login: known.login, password: 'not this one' }),
    client().post('/session', { login: 'nobody.at.all', password: known.password }),
    client().post('/session', { login: blocked.login, password: blocked.password }),
    client().post('/session', { login: erased.login, password: erased.password }),
  ]);
  expect(new Set(answers.map((answer) => JSON.stringify(refusal(answer)))).size).toBe(1);
  expect(refusal(answers[0])).toMatchObject({ status: 401, type: 'urn:kontora:problem:unauthorized' });
  for (const { headers } of answers) expect(headers.getSetCookie()).toEqual([]);
});

it('somebody whose block has ended may come in', async () => {
  const { open, client, db, clock } = await openAccounts();
  const { personId, login, password } = await open();
  const until = { blocked_at: new Date(clock.now() - HOUR), blocked_until: new Date(clock.now() - 1) };
  await db.updateTable('people').set(until).where('id', '=', personId).execute();
  expect((await client().post('/session', { login, password })).status).toBe(200);
});

it('knows people by an e-mail or a phone they have proven, and by no other', async () => {
  const { open, client, db } = await openAccounts();
  const { personId, password } = await open();
  const add = (kind: string, value: string, verified: boolean) =>
    db
      .insertInto('identities')
      .values({ id: newId(), person_id: personId, kind, value, verified_at: verified ? new Date() : null })
      .execute();
  await add('email', 'anna@example.com', true);
  await add('phone', '+79991112233', true);
  await add('email', 'typed@example.com', false);
  await add('telegram', '4711', true);
  const status = async (login: string) => (await client().post('/session', { login, password })).status;
  expect(await status('Anna@Example.com')).toBe(200);
  expect(await status('8 (999) 111-22-33')).toBe(200);
  expect(await status('typed@example.com')).toBe(401);
  expect(await status('4711')).toBe(401);
});

it('refuses what is no login and password', async () => {
  const { client } = await openAccounts();
  for (const body of [
    {},
    { login: 'anna' },
    { login: '', password: 'x' },
    { login: 'anna', password: '' },
    { login: 'anna', password: 7 },
    { login: 'anna', password: 'x'.repeat(1_001) },
    { login: 'anna', password: 'x', more: true },
    [],
    'text',
  ])
    expect((await client().post('/session', body)).status, JSON.stringify(body)).toBe(422);
});

it('takes a NUL and other odd signs for a wrong pair', async () => {
  const { client, open } = await openAccounts();
  const { login } = await open();
  for (const body of [
    { login: 'an\u0000na', password: 'x' },
    { login, password: '\u0000\ud800' },
    { login: '\ud800', password: 'x' },
  ])
    expect((await client().post('/session', body)).status).toBe(401);
});

it.each(['known', 'unknown'])(
  'after five failures makes guessers of a name that is %s wait, longer each time',
  async (which) => {
    const { open, client, clock, journal } = await openAccounts();
    const { login, password } = await open();
    const name = which === 'known' ? login : 'nobody.at.all';
    const guess = (secret: string) => client().post('/session', { login: name, password: secret });
    for (let n = 1; n <= 5; n += 1) expect((await guess(`wrong ${n}`)).status).toBe(401);

    for (const seconds of [30, 60, 120, 240, 480, 900, 900]) {
      // Even the right password is not looked at.
      const refused = await guess(password);
      expect(refused.status).toBe(429);
      expect(refused.headers.get('retry-after')).toBe(String(seconds));
      clock.pass(seconds * 1_000 - 1);
      expect((await guess(password)).status).toBe(429);
      clock.pass(1);
      expect((await guess('wrong again')).status).toBe(401);
    }
    clock.pass(900_000);
    expect((await guess(password)).status).toBe(which === 'known' ? 200 : 401);
    expect((await journal()).filter(({ action }) => action === 'account.lockout')).toHaveLength(
      which === 'known' ? 8 : 9,
    );
  },
);

it('a success forgets the failures, and so does a day', async () => {
  const { open, client, clock } = await openAccounts();
  const { login, password } = await open();
  const guess = async (secret: string) =>
    (await client().post('/session', { login, password: secret })).status;
  for (let round = 0; round < 2; round += 1) {
    for (let n = 1; n <= 4; n += 1) expect(await guess('wrong')).toBe(401);
    expect(await guess(password)).toBe(200);
  }
  for (let n = 1; n <= 4; n += 1) await guess('wrong');
  clock.pass(24 * HOUR + 1);
  for (let n = 1; n <= 4; n += 1) expect(await guess('wrong')).toBe(401);
  expect(await guess(password)).toBe(200);
});

it('has one count for an account, by whichever of its names it is guessed', async () => {
  const { open, client, db } = await openAccounts();
  const { personId, login, password } = await open();
  const add = (kind: string, value: string) =>
    db
      .insertInto('identities')
      .values({ id: newId(), person_id: personId, kind, value, verified_at: new Date() })
      .execute();
  await add('email', 'anna@example.com');
  await add('phone', '+79991112233');
  const names = [login, 'anna@example.com', '+79991112233'];
  const guess = async (name: string | undefined, secret: string) =>
    (await client().post('/session', { login: name, password: secret })).status;
  for (let n = 0; n < 5; n += 1) expect(await guess(names[n % 3], 'wrong')).toBe(401);
  for (const name of names) expect(await guess(name, password)).toBe(429);
  // Not by the id of the person, which is no name.
  expect(await guess(personId, 'wrong')).toBe(401);
});

it('what gives a new password opens the closed door', async () => {
  const { accounts, open, client } = await openAccounts();
  const { login } = await open();
  const guess = async (password: string) => (await client().post('/session', { login, password })).status;
  for (let n = 0; n < 6; n += 1) await guess('wrong');
  const { password } = await accounts.resetPassword(theOffice, { login });
  expect(await guess(password)).toBe(200);
});

it('a login under way does not survive a new password', async () => {
  const { open, client, db } = await openAccounts();
  const { personId, login, password } = await open();
  let entering: Promise<{ status: number }> | undefined;
  await db.transaction().execute(async (tx) => {
    const row = tx.updateTable('accounts').where('person_id', '=', personId);
    await row.set({ password_hash: await createPasswords().hash('another one') }).execute();
    entering = client().post('/session', { login, password });
    await somebodyWaits(db);
  });
  expect((await entering)?.status).toBe(401);
  expect(await db.selectFrom('sessions').select('id').execute()).toEqual([]);
});

it('counts guesses side by side', async () => {
  const { open, client } = await openAccounts();
  const { login } = await open();
  const guesses = Array.from({ length: 20 }, (_, n) =>
    client().post('/session', { login, password: `wrong ${n}` }),
  );
  const statuses = (await Promise.all(guesses)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(5);
  expect(statuses.filter((status) => status === 429)).toHaveLength(15);
});

it('counts guesses side by side on several replicas', async () => {
  const { accounts, open, db, clock } = await openAccounts();
  const { login } = await open();
  const { createAccounts } = await import('./index.ts');
  const { createAudit } = await import('#modules/audit/index.ts');
  const { silent } = await import('#test/database.ts');
  const other = createAccounts({
    db,
    audit: createAudit({ clock, log: silent }),
    secretKey: 'a secret key for tests that is long enough',
    publicUrl: undefined,
    panelUrl: () => '',
    say: async () => false,
    clock,
    log: silent,
  });
  const from = { address: '192.0.2.1', agent: '', traceId: null };
  const results = await Promise.allSettled(
    Array.from({ length: 16 }, (_, n) =>
      (n % 2 ? other : accounts).logIn({ login, password: `wrong ${n}` }, from),
    ),
  );
  const codes = results.map((result) => (result.status === 'rejected' ? result.reason.code : 'in'));
  expect(codes.filter((code) => code === 'unauthorized')).toHaveLength(5);
  expect(codes.filter((code) => code === 'limited')).toHaveLength(11);
});

it('lets many right logins in side by side', async () => {
  const { open, client } = await openAccounts();
  const { login, password } = await open();
  const logins = Array.from({ length: 12 }, () => client().post('/session', { login, password }));
  expect((await Promise.all(logins)).map(({ status }) => status)).toEqual(Array(12).fill(200));
});

it('the session before the login ends with it', async () => {
  const { enter, open, client, journal } = await openAccounts();
  const panel = await enter();
  const old = client();
  for (const [name, value] of panel.cookies) old.cookies.set(name, value);
  const other = await open();
  await panel.login(other);
  expect((await old.get('/session')).body).toEqual({ stage: 'none' });
  expect((await panel.get('/session')).body).toMatchObject({ stage: 'open', person: { id: other.personId } });
  expect((await journal()).slice(-2)).toMatchObject([
    { action: 'account.login', actor_id: other.personId },
    { action: 'account.logout', actor_id: panel.personId, after: { replaced: true } },
  ]);
});

it('a hash of another cost is replaced at the next login', async () => {
  const { open, client, db } = await openAccounts();
  const { login, password, personId } = await open();
  const cheap = await createPasswords({ cost: { memory: 64, passes: 1, parallelism: 1 } }).hash(password);
  const row = db.updateTable('accounts').where('person_id', '=', personId);
  await row.set({ password_hash: cheap }).execute();
  const stored = async () =>
    (
      await db
        .selectFrom('accounts')
        .select('password_hash')
        .where('person_id', '=', personId)
        .executeTakeFirstOrThrow()
    ).password_hash;
  expect((await client().post('/session', { login, password: 'wrong one' })).status).toBe(401);
  expect(await stored()).toBe(cheap);
  expect((await client().post('/session', { login, password })).status).toBe(200);
  expect(await stored()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect((await client().post('/session', { login, password })).status).toBe(200);
});

it('logging in and out stands in the journal', async () => {
  const { enter, journal, clock } = await openAccounts();
  const panel = await enter();
  clock.pass(MINUTE);
  expect((await panel.delete('/session')).status).toBe(204);
  expect((await panel.get('/session')).body).toEqual({ stage: 'none' });
  const own = { actor_id: panel.personId, subject_id: panel.personId, channel: 'panel', outcome: 'done' };
  expect((await journal()).slice(-2)).toMatchObject([
    { action: 'account.login', ...own },
    { action: 'account.logout', ...own },
  ]);
});

const credentialsOf = async (opened: Promise<{ login: string; password: string }>) => {
  const { login, password } = await opened;
  return { login, password };
};
