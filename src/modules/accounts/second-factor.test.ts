import { TOTP } from 'otpauth';
import { expect, it } from 'vitest';
import type { Answer, PanelClient } from '#test/actors/panel.ts';
import { openAccounts, refusal, type TestAccounts } from './testing.ts';

const STEP = 30_000;

interface Protected {
  /** What the app shows now, or so many steps from now. */
  readonly shown: (steps?: number) => string;
  readonly recovery: readonly string[];
}

/** Switches the second factor on; afterwards it is three steps later. */
const protect = async (
  { clock }: TestAccounts,
  panel: Awaited<ReturnType<TestAccounts['enter']>>,
): Promise<Protected> => {
  const { password } = panel.credentials;
  const begun = await panel.post<{ secret: string; uri: string }>('/account/totp', { password });
  expect(begun.status).toBe(200);
  const totp = new TOTP({ secret: begun.body.secret });
  const shown = (steps = 0) => totp.generate({ timestamp: clock.now() + steps * STEP });
  const confirmed = await panel.post<{ recovery_codes: string[] }>('/account/totp/confirm', {
    code: shown(),
  });
  expect(confirmed.status).toBe(200);
  clock.pass(3 * STEP);
  return { shown, recovery: confirmed.body.recovery_codes };
};

const wrongOf = (shown: Protected['shown']): string => {
  const near = [-1, 0, 1].map((steps) => shown(steps));
  return ['000000', '111111', '222222', '333333'].find((code) => !near.includes(code)) ?? '';
};

const give = (panel: PanelClient, code: string): Promise<Answer<{ stage: string }>> =>
  panel.post('/session/code', { code });

it('is set up with the password and a first code, and then asked for', async () => {
  const office = await openAccounts();
  const panel = await office.enter();
  const { shown, recovery } = await protect(office, panel);
  expect(recovery).toHaveLength(10);
  expect(new Set(recovery).size).toBe(10);
  expect((await panel.get('/session')).body).toMatchObject({ stage: 'open', totp: true });

  const browser = office.client();
  const first = await browser.post<{ stage: string; person?: object }>('/session', panel.credentials);
  expect([first.status, first.body.stage, first.body.person]).toEqual([200, 'code', undefined]);
  const before = browser.cookies.get('kontora_session');
  expect((await browser.get('/probe')).status).toBe(401);
  expect((await browser.get('/sessions')).status).toBe(401);
  expect((await browser.get('/session')).body).toMatchObject({ stage: 'code' });
  expect((await give(browser, shown())).body).toMatchObject({ stage: 'open', totp: true });
  expect(browser.cookies.get('kontora_session')).not.toBe(before);
  expect((await browser.get('/probe')).status).toBe(200);

  const old = office.client();
  old.cookies.set('kontora_session', before ?? '');
  expect((await old.get('/session')).body).toEqual({ stage: 'none' });
  const journal = (await office.journal()).map(({ action }) => action);
  expect(journal.slice(-2)).toEqual(['account.totp_on', 'account.login']);
});

it('switched on, it ends every session that was opened without it', async () => {
  const office = await openAccounts();
  const panel = await office.enter();
  const other = office.client();
  await other.login(panel.credentials);
  await protect(office, panel);
  expect((await other.get('/session')).body).toEqual({ stage: 'none' });
  expect((await panel.get('/session')).body).toMatchObject({ stage: 'open', totp: true });
});

it('tells an app all it needs, and stores it sealed', async () => {
  const { enter, db } = await openAccounts();
  const panel = await enter();
  const { password, login } = panel.credentials;
  const { body } = await panel.post<{ secret: string; uri: string }>('/account/totp', { password });
  const uri = new URL(body.uri);
  expect([uri.protocol, decodeURIComponent(uri.pathname)]).toEqual(['otpauth:', `/Kontora:${login}`]);
  expect(Object.fromEntries(uri.searchParams)).toMatchObject({
    issuer: 'Kontora',
    secret: body.secret,
    period: '30',
  });
  expect(body.secret).toMatch(/^[A-Z2-7]{32}$/);
  const { totp_secret } = await db.selectFrom('accounts').select('totp_secret').executeTakeFirstOrThrow();
  const bare = Buffer.from(new TOTP({ secret: body.secret }).secret.bytes);
  expect(totp_secret?.includes(bare)).toBe(false);
  // What was begun and not confirmed does not count.
  expect((await panel.get('/session')).body).toMatchObject({ totp: false });
  expect((await panel.post('/account/totp', { password })).status).toBe(200);
});

it.each([-1, 0, 1])('takes the code of a clock that differs by %i steps, once', async (steps) => {
  const office = await openAccounts();
  const panel = await office.enter();
  const { shown } = await protect(office, panel);
  const code = shown(steps);
  const [first, second] = [office.client(), office.client()];
  for (const browser of [first, second]) await browser.post('/session', panel.credentials);
  expect((await give(first, code)).status).toBe(200);
  expect(refusal(await give(second, code))).toMatchObject({
    status: 422,
    errors: [{ path: 'code', issue: 'wrong' }],
  });
});

it('takes no code of two steps ago, and none from before the one that was used', async () => {
  const office = await openAccounts();
  const panel = await office.enter();
  const { shown } = await protect(office, panel);
  const browser = office.client();
  await browser.post('/session', panel.credentials);
  for (const steps of [-2, 2]) expect((await give(browser, shown(steps))).status).toBe(422);
  expect((await give(browser, `${shown(1).slice(0, 3)} ${shown(1).slice(3)}`)).status).toBe(200);
  const next = office.client();
  await next.post('/session', panel.credentials);
  expect((await give(next, shown(0))).status).toBe(422);
});

it('of the same code sent twice at the same moment one is taken', async () => {
  const office = await openAccounts();
  const panel = await office.enter();
  const { shown } = await protect(office, panel);
  const browsers = [office.client(), office.client(), office.client()];
  for (const browser of browsers) await browser.post('/session', panel.credentials);
  const answers = await Promise.all(browsers.map((browser) => give(browser, shown())));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
});

it('a recovery code works in place of the app, once, however it is typed', async () => {
  const office = await openAccounts();
  const panel = await office.enter();
  const { recovery } = await protect(office, panel);
  const [one = '', two = ''] = recovery;
  const enter = async (code: string) => {
    const browser = office.client();
    await browser.post('/session', panel.credentials);
    return (await give(browser, code)).status;
  };
  expect(await enter(one)).toBe(200);
  expect((await office.journal()).at(-1)).toMatchObject({
    action: 'account.login',
    after: { recovery_code: true },
  });
  expect(await enter(one)).toBe(422);
  expect(await enter(` ${two.toUpperCase().replace('-', ' ')} `)).toBe(200);
  expect(await enter(two)).toBe(422);

  const { password } = panel.credentials;
  const renewed = await panel.post<{ recovery_codes: string[] }>('/account/recovery-codes', { password });
  expect(renewed.body.recovery_codes).toHaveLength(10);
  expect(await enter(recovery[2] ?? '')).toBe(422);
  expect(await enter(renewed.body.recovery_codes[0] ?? '')).toBe(200);
});

it('guessing codes ends after five failures, also with the right one and in a new session', async () => {
  const office = await openAccounts();
  const panel = await office.enter();
  const { shown, recovery } = await protect(office, panel);
  const wrong = wrongOf(shown);
  for (let n = 0; n < 5; n += 1) {
    const browser = office.client();
    expect((await browser.post('/session', panel.credentials)).status).toBe(200);
    expect((await give(browser, n % 2 ? wrong : 'abcde-fghjk')).status).toBe(422);
  }
  const browser = office.client();
  await browser.post('/session', panel.credentials);
  for (const code of [shown(), recovery[0] ?? '']) {
    const refused = await give(browser, code);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30']);
  }
  expect((await office.journal()).at(-1)).toMatchObject({
    action: 'account.lockout',
    outcome: 'refused',
    subject_id: panel.personId,
  });
  office.clock.pass(30_000);
  expect((await give(browser, shown())).status).toBe(200);
});

it('the wait for the code ends after ten minutes', async () => {
  const office = await openAccounts();
  const panel = await office.enter();
  const { shown } = await protect(office, panel);
  const browser = office.client();
  await browser.post('/session', panel.credentials);
  office.clock.pass(10 * 60_000);
  expect((await give(browser, shown())).status).toBe(401);
});

it('a code without a login that waits for it is refused', async () => {
  const office = await openAccounts();
  const panel = await office.enter();
  const { shown } = await protect(office, panel);
  expect((await give(panel, shown())).status).toBe(401);
  expect((await give(office.client(), shown())).status).toBe(401);
  for (const body of [{}, { code: '' }, { code: 123456 }, { code: 'x'.repeat(65) }])
    expect((await office.client().post('/session/code', body)).status).toBe(422);
});

it('nothing of it happens without the password, whose guesses are counted', async () => {
  const office = await openAccounts();
  const panel = await office.enter();
  const { password } = panel.credentials;
  const wrong = { password: 'not the password' };
  expect(refusal(await panel.post('/account/totp', wrong))).toMatchObject({
    status: 422,
    errors: [{ path: 'password', issue: 'wrong' }],
  });
  await protect(office, panel);
  expect((await panel.delete('/account/totp', wrong)).status).toBe(422);
  expect((await panel.post('/account/recovery-codes', wrong)).status).toBe(422);
  expect((await panel.get('/session')).body).toMatchObject({ totp: true });
  for (let n = 0; n < 3; n += 1) await panel.delete('/account/totp', wrong);
  const refused = await panel.delete('/account/totp', { password });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30']);
  office.clock.pass(30_000);
  const old = panel.cookies.get('kontora_session');
  expect((await panel.delete('/account/totp', { password })).status).toBe(204);
  expect(panel.cookies.get('kontora_session')).not.toBe(old);
  expect((await panel.get('/session')).body).toMatchObject({ stage: 'open', totp: false });
  expect((await office.client().post('/session', panel.credentials)).body).toMatchObject({ stage: 'open' });
  expect((await office.journal()).map(({ action }) => action)).toContain('account.totp_off');
});

it('is on or off: twice is a conflict', async () => {
  const office = await openAccounts();
  const panel = await office.enter();
  const { password } = panel.credentials;
  expect((await panel.post('/account/totp/confirm', { code: '123456' })).status).toBe(409);
  expect((await panel.post('/account/recovery-codes', { password })).status).toBe(409);
  const { shown } = await protect(office, panel);
  expect((await panel.post('/account/totp', { password })).status).toBe(409);
  expect((await panel.post('/account/totp/confirm', { code: shown() })).status).toBe(409);
});

it('a wrong first code leaves it off', async () => {
  const { enter } = await openAccounts();
  const panel = await enter();
  await panel.post('/account/totp', { password: panel.credentials.password });
  expect((await panel.post('/account/totp/confirm', { code: 'abcdef' })).status).toBe(422);
  expect((await panel.get('/session')).body).toMatchObject({ totp: false });
});
