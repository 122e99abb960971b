import { expect, it } from 'vitest';
import { openAccounts } from './testing.ts';

const CHANGING = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;

it('every changing request under a session needs its token', async () => {
  const { enter } = await openAccounts();
  const panel = await enter();
  const other = await enter();
  const token = panel.csrf() ?? '';
  const wrong = ['', 'x', token.slice(1), `${token}x`, token.toUpperCase(), other.csrf() ?? ''];
  for (const method of CHANGING) {
    const ask = async (given: string) =>
      (await panel.open(method, '/probe', undefined, { headers: { 'x-csrf-token': given } })).status;
    expect(await ask(token), method).toBe(200);
    for (const given of wrong) expect(await ask(given), `${method} with ${given}`).toBe(403);
  }
  expect((await panel.open('GET', '/probe')).status).toBe(200);
  expect((await panel.open('HEAD', '/probe')).status).toBe(200);
});

it('without a session the answer is 401, whatever the token', async () => {
  const { client, enter } = await openAccounts();
  const { csrf } = await enter();
  const headers = { 'x-csrf-token': csrf() ?? '' };
  for (const method of CHANGING)
    expect((await client().open(method, '/probe', undefined, { headers })).status).toBe(401);
});

it('the token is needed to log out', async () => {
  const { enter } = await openAccounts();
  const panel = await enter();
  expect((await panel.delete('/session', undefined, { headers: { 'x-csrf-token': 'x' } })).status).toBe(403);
  expect((await panel.get('/probe')).status).toBe(200);
});

/** What browsers say of where a request comes from, and whether it is let in. */
const ORIGINS: readonly (readonly [headers: Record<string, string>, allowed: boolean])[] = [
  [{}, true],
  [{ 'sec-fetch-site': 'same-origin' }, true],
  [{ 'sec-fetch-site': 'none' }, true],
  [{ 'sec-fetch-site': 'same-site' }, false],
  [{ 'sec-fetch-site': 'cross-site' }, false],
  [{ 'sec-fetch-site': 'cross-site', origin: 'OWN' }, false],
  [{ origin: 'OWN' }, true],
  [{ origin: 'https://office.example.com' }, true],
  [{ origin: 'https://office.example.com:8443' }, false],
  [{ origin: 'http://office.example.com' }, false],
  [{ origin: 'https://evil.example' }, false],
  [{ origin: 'https://office.example.com.evil.example' }, false],
  [{ origin: 'null' }, false],
  [{ origin: 'no address' }, false],
  // A proxy gave the request another host: the browser knows better.
  [{ 'sec-fetch-site': 'same-origin', origin: 'https://outside.example' }, true],
];

it('a request from another site is refused, token or not', async () => {
  const office = await openAccounts({ publicUrl: 'https://office.example.com/some/path' });
  const panel = await office.enter();
  for (const [headers, allowed] of ORIGINS) {
    const sent = { ...headers, ...(headers.origin === 'OWN' ? { origin: office.url } : {}) };
    const said = JSON.stringify(headers);
    const probed = await panel.post('/probe', undefined, { headers: sent });
    expect(probed.status, said).toBe(allowed ? 200 : 403);
    expect((await panel.get('/probe', { headers: sent })).status, said).toBe(200);

    const stranger = office.client();
    const login = await stranger.post('/session', panel.credentials, { headers: sent });
    expect(login.status, said).toBe(allowed ? 200 : 403);
    const body = { login: panel.credentials.login };
    const asked = await office.client().post('/password-links', body, { headers: sent });
    expect(asked.status, said).toBe(allowed ? 202 : 403);
    const use = { token: 'none', password: 'a long enough secret' };
    const used = await office.client().post('/password-links/use', use, { headers: sent });
    expect(used.status, said).toBe(allowed ? 404 : 403);
    const code = await office.client().post('/session/code', { code: '123456' }, { headers: sent });
    expect(code.status, said).toBe(allowed ? 401 : 403);
  }
});
