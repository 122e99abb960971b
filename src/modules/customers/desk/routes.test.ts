import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { customer, customersBench } from '../testing.ts';

const bench = customersBench();
const { call } = bench;
let priceType: number;

beforeAll(async () => {
  const { rows } = await sql<{ id: number }>`
    insert into price_types (name) values ('Оптовая') returning id
  `.execute(bench.db);
  priceType = rows[0]?.id ?? 0;
});

const added = async (fields: object): Promise<string> => {
  const { status, body } = await call('POST', '/organizations', { body: fields });
  expect(status).toBe(201);
  return body.id;
};

describe('the list of organizations', () => {
  beforeAll(async () => {
    await sql`
      insert into organizations (id, name, kind, created_at)
      select gen_random_uuid(), 'Массовая ' || n, case when n % 3 = 0 then 'private' else 'company' end,
             '2026-01-01'::timestamptz + (n % 7) * interval '1 day'
      from generate_series(1, 300) n
    `.execute(bench.db);
  });

  it.each(['name', '-name', 'created_at', '-created_at'])(
    'pages through all of 300, each once, by %s',
    async (sort) => {
      const ids: string[] = [];
      for (let page = 1; page <= 4; page += 1) {
        const { status, body } = await call(
          'GET',
          `/organizations?q=Массовая&size=100&page=${page}&sort=${sort}`,
        );
        expect(status).toBe(200);
        expect(body.total).toBe(300);
        ids.push(...body.items.map(({ id }: { id: string }) => id));
      }
      expect(new Set(ids).size).toBe(300);
      expect(ids).toHaveLength(300);
      const { text } = await call('GET', `/organizations.csv?q=Массовая&sort=${sort}`);
      const table = text.trim().split('\r\n').slice(1);
      expect(table.map((line) => line.split(',')[0])).toEqual(ids);
    },
  );

  it('is narrowed by kind, block, prices, words, members and phones', async () => {
    const anna = await bench.addPerson('Анна Нестандартная', '+79991112233');
    const id = await bench.addOrganization('Единственная в своём роде', [anna], { blocked_at: new Date() });
    await call('PATCH', `/organizations/${id}`, { body: { price_type_id: priceType } });
    const found = async (query: string) => {
      const { status, body } = await call('GET', `/organizations?${query}`);
      expect(status).toBe(200);
      return body.items.map((one: { id: string }) => one.id);
    };
    for (const query of [
      'q=роде единст',
      'q=нестандартная',
      'q=8 (999) 111-22-33',
      'q=1112233',
      'blocked=true',
      `price_type_id=${priceType}`,
      'q=роде&kind=company&blocked=true',
    ])
      expect(await found(query), query).toEqual([id]);
    expect(await found('q=роде&blocked=false')).toEqual([]);
    expect(await found('q=роде&kind=private')).toEqual([]);
    expect(await found('q=100%25_\\')).toEqual([]);
    expect((await call('GET', '/organizations?kind=private&q=Массовая&size=1')).body.total).toBe(100);
  });

  it.each([
    'kind=x',
    'blocked=1',
    'page=0',
    'size=201',
    'sort=members',
    'price_type_id=x',
    'x=1',
    'price_type_id=99999999999',
  ])('refuses ?%s', async (query) => expect((await call('GET', `/organizations?${query}`)).status).toBe(422));

  it('writes no formula into the table', async () => {
    await added({ name: '=1+1 формула' });
    const { text } = await call('GET', '/organizations.csv?q=формула');
    expect(text).toContain("'=1+1");
  });
});

describe('an organization', () => {
  it('is made, changed with before and after in the audit, blocked and unblocked', async () => {
    const id = await added({ name: ' Новая   фирма ', work_hours: '9–18' });
    const first = await call('PATCH', `/organizations/${id}`, {
      body: { name: 'Новая фирма 2', price_type_id: priceType, note: 'тайна' },
    });
    expect(first.body).toMatchObject({
      name: 'Новая фирма 2',
      price_type: { id: priceType, name: 'Оптовая' },
      work_hours: '9–18',
      note: 'тайна',
      members: [],
      blocked_at: null,
    });
    const blocked = await call('PATCH', `/organizations/${id}`, {
      body: { blocked: true, reason: 'не платит' },
    });
    expect(blocked.body).toMatchObject({ note: 'не платит\nтайна', blocked_at: expect.any(String) });
    bench.pass(1_000);
    const again = await call('PATCH', `/organizations/${id}`, { body: { blocked: true } });
    expect(again.body.blocked_at).toBe(blocked.body.blocked_at);
    expect(
      (await call('PATCH', `/organizations/${id}`, { body: { blocked: false } })).body.blocked_at,
    ).toBeNull();
    const entries = await bench.auditOf(id);
    expect(entries).toMatchObject([
      { action: 'organization.create', after: { name: 'Новая фирма' } },
      {
        action: 'organization.change',
        before: { name: 'Новая фирма', price_type_id: null },
        after: { name: 'Новая фирма 2', price_type_id: priceType },
      },
      { action: 'organization.change', before: { blocked: false }, after: { blocked: true } },
      { action: 'organization.change', before: { blocked: true }, after: { blocked: false } },
    ]);
    expect(JSON.stringify(entries)).not.toContain('тайна');
  });

  it('of a name that a company has is refused, even when two are made at once', async () => {
    const both = await Promise.all(
      ['Близнецы', 'БЛИЗНЕЦЫ'].map((name) => call('POST', '/organizations', { body: { name } })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(
      (await call('POST', '/organizations', { body: { name: 'близнецы', kind: 'private' } })).status,
    ).toBe(201);
    const other = await added({ name: 'Не близнецы' });
    const taken = await call('PATCH', `/organizations/${other}`, { body: { name: 'близнецы' } });
    expect(taken).toMatchObject({ status: 409, body: { errors: [{ path: 'name', issue: 'taken' }] } });
  });

  it.each([
    [{ name: '' }],
    [{ name: '…' }],
    [{ name: 'x'.repeat(201) }],
    [{ kind: 'firm' }],
    [{ price_type_id: 0 }],
    [{ price_type_id: 2_000_000_000 }],
    [{ note: 'x'.repeat(5_001) }],
    [{ blocked: 'yes' }],
    [{ owner: 'me' }],
  ])('is not changed by %j', async (body) => {
    const id = await bench.addOrganization(`Стойкая ${newId()}`);
    expect((await call('PATCH', `/organizations/${id}`, { body })).status).toBe(422);
    expect(await bench.auditOf(id)).toEqual([]);
  });

  it('that does not exist is missing, whatever is done to it', async () => {
    const [id, one] = [newId(), newId()];
    const routes = [
      ['GET', ''],
      ['PATCH', '', { name: 'x' }],
      ['POST', '/members', { person_id: one }],
      ['PATCH', `/members/${one}`, { role: 'owner' }],
      ['DELETE', `/members/${one}`],
      ['POST', '/addresses', { address: 'Тула, 1' }],
      ['DELETE', `/addresses/${one}`],
      ['DELETE', `/invitations/${one}`],
    ] as const;
    for (const [method, path, body] of routes)
      expect((await call(method, `/organizations/${id}${path}`, { body })).status, `${method} ${path}`).toBe(
        404,
      );
    expect((await call('GET', '/organizations/1')).status).toBe(422);
  });
});

describe('what hangs below an organization', () => {
  it('members come and go; the owner of others stays until another is one', async () => {
    const [anna, boris] = [await bench.addPerson('Анна', '+79990001122'), await bench.addPerson('Борис')];
    const id = await bench.addOrganization(`Люди ${newId()}`);
    const path = `/organizations/${id}/members`;
    expect((await call('POST', path, { body: { person_id: anna } })).body.members).toMatchObject([
      { id: anna, role: 'owner', phone: '+79990001122', phone_verified: true },
    ]);
    expect((await call('POST', path, { body: { person_id: anna } })).status).toBe(409);
    expect((await call('POST', path, { body: { person_id: newId() } })).status).toBe(404);
    await call('POST', path, { body: { person_id: boris } });
    expect((await call('DELETE', `${path}/${anna}`)).status).toBe(409);
    const owned = await call('PATCH', `${path}/${boris}`, { body: { role: 'owner' } });
    expect(owned.body.members.map((one: { role: string }) => one.role)).toEqual(['owner', 'member']);
    expect(owned.body.owner).toMatchObject({ id: boris });
    expect((await call('DELETE', `${path}/${anna}`)).body.members).toHaveLength(1);
    expect((await call('DELETE', `${path}/${boris}`)).body.members).toEqual([]);
    expect(bench.said.map(({ personId }) => personId)).toEqual([anna, boris, boris, anna, boris]);
  });

  it('addresses and invitations of another organization are out of reach', async () => {
    const [own, foreign] = [
      await bench.addOrganization(`Своя ${newId()}`),
      await bench.addOrganization(`Чужая ${newId()}`),
    ];
    const { body } = await call('POST', `/organizations/${own}/addresses`, { body: { address: 'Тула, 1' } });
    const address = body.addresses[0].id;
    expect((await call('DELETE', `/organizations/${foreign}/addresses/${address}`)).status).toBe(404);
    expect((await call('POST', `/organizations/${own}/addresses`, { body: { address: 'ы' } })).status).toBe(
      422,
    );
    const invitation = await call('POST', `/organizations/${own}/invitations`);
    expect(invitation).toMatchObject({ status: 201, body: { code: expect.stringMatching(/^[\w-]{19}$/) } });
    expect(invitation.body.links).toEqual([`https://office.example.com/#join=${invitation.body.code}`]);
    const [open] = (await call('GET', `/organizations/${own}`)).body.invitations;
    expect(open).toMatchObject({
      by: { id: bench.employee() },
      used_at: null,
      expires_at: invitation.body.expires_at,
    });
    expect((await call('DELETE', `/organizations/${foreign}/invitations/${open.id}`)).status).toBe(404);
    expect((await call('DELETE', `/organizations/${own}/invitations/${open.id}`)).body.invitations).toEqual(
      [],
    );
    expect((await call('DELETE', `/organizations/${own}/addresses/${address}`)).body.addresses).toEqual([]);
  });
});

describe('requests for access', () => {
  it('are listed and decided once', async () => {
    const anna = await bench.addPerson('Анна Просит', '+79995556677');
    const id = await bench.addOrganization('Куда просятся');
    await bench.inTx((tx) => bench.organizations.requests.ask(tx, customer(anna), { words: 'Не туда' }));
    const { body } = await call('GET', '/access-requests?state=pending&q=просит');
    expect(body).toMatchObject({
      total: 1,
      items: [{ words: 'Не туда', organization: null, person: { id: anna, phone: '+79995556677' } }],
    });
    const path = `/access-requests/${body.items[0].id}`;
    expect((await call('POST', `${path}/approve`, { body: {} })).status).toBe(422);
    expect((await call('POST', `${path}/approve`, { body: { organization_id: newId() } })).status).toBe(422);
    const both = await Promise.all([
      call('POST', `${path}/approve`, { body: { organization_id: id } }),
      call('POST', `${path}/refuse`),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    expect((await call('POST', `/access-requests/${newId()}/refuse`)).status).toBe(404);
    expect((await call('GET', '/access-requests?state=gone')).status).toBe(422);
    expect(bench.said.map(({ personId }) => personId)).toEqual([anna]);
  });
});

it('operators read and change nothing', async () => {
  const id = await bench.addOrganization(`Закрытая ${newId()}`);
  const one = newId();
  const as = { role: 'operator' as const };
  for (const path of [
    '/organizations',
    '/organizations.csv',
    `/organizations/${id}`,
    '/access-requests',
    '/price-types',
  ])
    expect((await call('GET', path, as)).status, path).toBe(200);
  const changes = [
    ['POST', '/organizations', { name: 'x' }],
    ['PATCH', `/organizations/${id}`, { name: 'x' }],
    ['POST', `/organizations/${id}/members`, { person_id: one }],
    ['PATCH', `/organizations/${id}/members/${one}`, { role: 'owner' }],
    ['DELETE', `/organizations/${id}/members/${one}`, undefined],
    ['POST', `/organizations/${id}/addresses`, { address: 'Тула, 1' }],
    ['DELETE', `/organizations/${id}/addresses/${one}`, undefined],
    ['POST', `/organizations/${id}/invitations`, undefined],
    ['DELETE', `/organizations/${id}/invitations/${one}`, undefined],
    ['POST', `/access-requests/${one}/approve`, {}],
    ['POST', `/access-requests/${one}/refuse`, undefined],
  ] as const;
  for (const [method, path, body] of changes)
    expect((await call(method, path, { ...as, body })).status, `${method} ${path}`).toBe(403);
  expect((await call('GET', '/price-types', as)).body.items).toEqual([{ id: priceType, name: 'Оптовая' }]);
});
