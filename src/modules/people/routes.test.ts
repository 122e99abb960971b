import { describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { may, ROLES } from '#modules/access/index.ts';
import { actor, CONFIGURED, registerBench, START } from './testing.ts';

const bench = registerBench();
const operator = actor(['operator']);
const administrator = actor(['administrator']);
const until = new Date(START + 3_600_000).toISOString();

const ROUTES = [
  ['GET', '', 'people.read', undefined],
  ['PATCH', '', 'conversations.answer', { name: 'Мария' }],
  ['PUT', '/roles', 'people.roles', { roles: ['operator'] }],
  ['POST', '/block', 'people.block', { reason: 'шум' }],
  ['DELETE', '/block', 'people.block', undefined],
  ['GET', '/data', 'people.data', undefined],
  ['DELETE', '/data', 'people.data', { confirm: 'Анна Петрова' }],
] as const;

describe.each(ROUTES)('%s /people/:id%s', (method, path, permission, body) => {
  it.each(ROLES)('answers a %s as the table of permissions says', async (role) => {
    const id = await bench.addPerson();
    const answer = await bench.call(method, `/people/${id}${path}`, { as: actor([role]), body });
    expect(answer.status).toBe(may([role], permission) ? 200 : 403);
  });

  it('does not know a stranger', async () => {
    const answer = await bench.call(method, `/people/${newId()}${path}`, { as: administrator, body });
    expect(answer.status).toBe(404);
  });

  it.each([
    '1',
    'null',
    '%00',
    "'",
    '0190c000-0000-0000-0000-00000000000',
    '{0190c000-0000-7000-8000-000000000000}',
  ])('refuses the id %s', async (id) => {
    const answer = await bench.call(method, `/people/${id}${path}`, { as: administrator, body });
    expect(answer.status).toBe(422);
  });
});

describe('GET /people', () => {
  it('finds people and tells everything in snake case', async () => {
    const name = 'Виктория Уникальная';
    const id = await bench.addPerson({
      name,
      roles: ['manager'],
      login: 'vika',
      identities: [['phone', '+79990000001']],
      createdAt: new Date(START),
    });
    const { status, body } = await bench.call('GET', `/people?q=${encodeURIComponent('УНИКАЛЬНАЯ')}`, {
      as: operator,
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      total: 1,
      items: [
        {
          id,
          name,
          locale: null,
          roles: ['manager'],
          blocked: false,
          blocked_until: null,
          created_at: new Date(START).toISOString(),
          seen_at: null,
          erased_at: null,
          identities: [{ kind: 'phone', value: '+79990000001', verified: true }],
          conversations: 0,
          account: { login: 'vika' },
        },
      ],
    });
  });

  it.each([
    'sort=seen_at',
    'sort=name;drop',
    'size=0',
    'size=201',
    'page=0',
    'page=1e99',
    'role=boss',
    'blocked=maybe',
    'channel=a%00',
    'locale=de',
    'unknown=1',
  ])('refuses ?%s', async (query) => {
    expect((await bench.call('GET', `/people?${query}`, { as: operator })).status).toBe(422);
  });

  it.each(['q=%00', 'q=%25', 'q=%F0%9F%98%80', 'page=1000000&size=200', 'blocked=false&sort=-name'])(
    'answers ?%s',
    async (query) => {
      expect((await bench.call('GET', `/people?${query}`, { as: operator })).status).toBe(200);
    },
  );

  it('refuses a search of thousands of letters', async () => {
    const search = (letter: string, letters = 4_000) =>
      bench.call('GET', `/people?q=${letter.repeat(letters)}`, { as: operator });
    expect((await search('y')).status).toBe(422);
    expect((await search('ы')).status).toBe(422);
    // More than a request line may have.
    expect((await search('ы', 20_000)).status).toBe(431);
  });

  it('is not for people of no role', async () => {
    expect((await bench.call('GET', '/people', { as: actor([]) })).status).toBe(403);
    expect((await bench.call('GET', '/people.csv', { as: actor([]) })).status).toBe(403);
  });
});

describe('GET /people.csv', () => {
  it('gives the same people as the list, and no formula to a spreadsheet', async () => {
    const name = '=HYPERLINK("http://evil.example")';
    await bench.addPerson({
      name,
      identities: [
        ['phone', '+79990000002'],
        ['telegram', '-100500'],
      ],
    });
    await bench.addPerson({ name: 'Зоя, "Запятая"\nи строка' });
    const { status, headers, text } = await bench.call('GET', '/people.csv?sort=-name', { as: operator });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toContain('people.csv');
    expect(text).toMatch(/^\uFEFF?id,name,locale,roles,blocked,/);
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(text).toContain("'+79990000002");
    expect(text).toContain('"Зоя, ""Запятая""\nи строка"');
    expect(text).not.toMatch(/(^|,)[=+@-]/m);
    const { body } = await bench.call('GET', '/people?size=1', { as: operator });
    const rows = text.split('\r\n').length - 2;
    expect(rows).toBe(body.total);
    const { text: found } = await bench.call('GET', '/people.csv?q=HYPERLINK', { as: operator });
    expect(found.split('\r\n')).toHaveLength(3);
  });

  it.each(['page=1', 'size=5', 'sort=seen_at'])('refuses ?%s', async (query) => {
    expect((await bench.call('GET', `/people.csv?${query}`, { as: operator })).status).toBe(422);
  });
});

describe('PATCH /people/:id', () => {
  it('corrects name and language, and the audit knows neither name', async () => {
    const id = await bench.addPerson({ name: 'аня', locale: 'en' });
    const body = { name: ' Анна   Петрова ', locale: null };
    const answer = await bench.call('PATCH', `/people/${id.toUpperCase()}`, { as: operator, body });
    expect(answer.body).toMatchObject({ id, name: 'Анна Петрова', locale: null });
    const entries = await bench.auditOf(id);
    expect(entries).toMatchObject([
      {
        action: 'people.correct',
        before: { name: 'а…', locale: 'en' },
        after: { name: 'А… П…', locale: null },
      },
    ]);
    await bench.call('PATCH', `/people/${id}`, { as: operator, body });
    await bench.call('PATCH', `/people/${id}`, { as: operator, body: {} });
    expect(await bench.auditOf(id)).toHaveLength(1);
  });

  it.each([
    { name: '' },
    { name: '123' },
    { name: 'а'.repeat(101) },
    { name: 'А\u0000' },
    { name: null },
    { locale: 'de' },
    { roles: ['administrator'] },
    [],
  ])('refuses %j', async (body) => {
    const id = await bench.addPerson();
    expect((await bench.call('PATCH', `/people/${id}`, { as: operator, body })).status).toBe(422);
  });
});

describe('the name of somebody of the office', () => {
  it.each([
    ['with a role', { roles: ['operator'] as const }],
    ['with an account', { login: 'maria' }],
    ['of the configuration', { identities: [['telegram', CONFIGURED] as const] }],
  ])('%s is theirs and the administrators’ to change', async (_, options) => {
    const id = await bench.addPerson(options);
    const body = { name: 'Иван Иванов' };
    const rename = (as: Parameters<typeof bench.call>[2]['as']) =>
      bench.call('PATCH', `/people/${id}`, { as, body });
    expect((await rename(operator)).status).toBe(403);
    expect((await rename(actor(['manager']))).status).toBe(403);
    expect(await bench.auditOf(id)).toEqual([]);
    expect((await rename(actor(['operator'], id))).body).toMatchObject({ name: 'Иван Иванов' });
    const back = await bench.call('PATCH', `/people/${id}`, { as: administrator, body: { name: 'Анна' } });
    expect(back.status).toBe(200);
  });
});

describe('the other changes', () => {
  it.each([
    ['PUT', '/roles', {}],
    ['PUT', '/roles', { roles: ['boss'] }],
    ['PUT', '/roles', { roles: 'operator' }],
    ['POST', '/block', {}],
    ['POST', '/block', { reason: '   ' }],
    ['POST', '/block', { reason: '\u0000\u200b' }],
    ['POST', '/block', { reason: 'шум', until: '9999-12-31T23:59:59-23:59' }],
    ['POST', '/block', { reason: 'а'.repeat(501) }],
    ['POST', '/block', { reason: 'шум', until: 'завтра' }],
    ['POST', '/block', { reason: 'шум', until: '2020-01-01T00:00:00Z' }],
    ['POST', '/block', { reason: 'шум', until: 1_900_000_000 }],
    ['DELETE', '/data', {}],
    ['DELETE', '/data', { confirm: '' }],
    ['DELETE', '/data', { confirm: 'Анна' }],
    ['DELETE', '/data', { confirm: ['Анна Петрова'] }],
  ])('%s %s refuses %j', async (method, path, body) => {
    const id = await bench.addPerson();
    const answer = await bench.call(method, `/people/${id}${path}`, { as: administrator, body });
    expect(answer.status).toBe(422);
    expect(await bench.auditOf(id)).toEqual([]);
  });

  it('answer with the card as it is afterwards', async () => {
    const id = await bench.addPerson();
    const change = (method: string, path: string, body?: unknown) =>
      bench.call(method, `/people/${id}${path}`, { as: administrator, body });
    expect((await change('PUT', '/roles', { roles: ['operator'] })).body.granted_roles).toEqual(['operator']);
    const blocked = await change('POST', '/block', { reason: 'шум\u0000', until });
    expect(blocked.body).toMatchObject({
      blocked: true,
      blocked_until: until,
      block: { reason: 'шум', until },
    });
    const offset = await change('POST', '/block', { reason: 'шум', until: '2126-01-01T03:00:00+03:00' });
    expect(offset.body.blocked_until).toBe('2126-01-01T00:00:00.000Z');
    expect((await change('DELETE', '/block')).body).toMatchObject({ blocked: false, block: null });
    const erased = await change('DELETE', '/data', { confirm: id });
    expect(erased.body).toMatchObject({ name: '', roles: [], identities: [], account: null });
    expect(erased.body.erased_at).toBe(new Date(START).toISOString());
  });
});
