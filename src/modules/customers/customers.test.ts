import { describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { createRegister } from '#modules/people/index.ts';
import { silent } from '#test/database.ts';
import { createCustomerSweep, customerData } from './index.ts';
import { customer, customersBench } from './testing.ts';

const DAY = 86_400_000;
const bench = customersBench();

/** A code of an invitation by the owner that counts. */
const invited = async (organizationId: string, owner: string): Promise<string> => {
  const { invitations } = bench.organizations;
  const code = invitations.newCode();
  const kept = await bench.inTx((tx) => invitations.invite(tx, customer(owner), { organizationId, code }));
  expect(kept).toMatchObject({ ok: true });
  return code;
};

const look = (code: string, personId: string) =>
  bench.organizations.invitations.look(bench.db, { code, personId, conversationId: newId() });

const joins = async (code: string, personId: string) => {
  const found = await look(code, personId);
  if (typeof found === 'string' || 'wait' in found) return found;
  return bench.inTx((tx) => bench.organizations.invitations.join(tx, customer(personId), { key: found.key }));
};

describe('whom a person acts for', () => {
  it('is the organization they chose last; a stranger acts for none', async () => {
    const { customers, db } = bench;
    const [anna, boris] = [await bench.addPerson(), await bench.addPerson('Борис')];
    const first = await bench.addOrganization('Первая', [anna, boris]);
    const second = await bench.addOrganization('Вторая', [anna]);
    expect(await customers.membershipOf(db, anna)).toEqual({
      personId: anna,
      organizationId: second,
      name: 'Вторая',
      kind: 'company',
      role: 'owner',
      priceTypeId: null,
      blocked: false,
    });
    expect(
      await bench.inTx((tx) => customers.choose(tx, { personId: anna, organizationId: first })),
    ).toMatchObject({
      ok: true,
    });
    expect((await customers.membershipsOf(db, anna)).map(({ name }) => name)).toEqual(['Первая', 'Вторая']);
    expect(
      await bench.inTx((tx) => customers.choose(tx, { personId: boris, organizationId: second })),
    ).toEqual({
      ok: false,
      reason: 'not_yours',
    });
    expect(await customers.isMember(db, boris, first)).toBe(true);
    expect(await customers.isMember(db, boris, second)).toBe(false);
    expect(await customers.memberIds(db, first)).toEqual([anna, boris]);
    expect(await customers.membershipOf(db, newId())).toBeUndefined();
  });

  it('makes them a customer as long as they belong to one', async () => {
    const anna = await bench.addPerson();
    const boris = await bench.addPerson('Борис');
    const organizationId = await bench.addOrganization('Клиенты', [anna, boris]);
    const isCustomer = async () =>
      (await bench.db.selectFrom('people').select('customer').where('id', '=', boris).executeTakeFirst())
        ?.customer;
    expect(await isCustomer()).toBe(true);
    await bench.inTx((tx) => bench.organizations.leave(tx, customer(boris), { organizationId }));
    expect(await isCustomer()).toBe(false);
  });
});

describe('addresses', () => {
  it('are kept once, the one used last first, at most a hundred', async () => {
    const { customers, db } = bench;
    const organizationId = await bench.addOrganization('Адреса');
    const keep = (address: string) =>
      bench.inTx((tx) => customers.keepAddress(tx, { organizationId, address }));
    await keep('Тула, Ленина, 5');
    await keep('Тула, Мира, 1');
    await keep(' тула,  ленина, 5 ');
    expect((await customers.addressesOf(db, organizationId)).map(({ address }) => address)).toEqual([
      'Тула, Ленина, 5',
      'Тула, Мира, 1',
    ]);
    for (const odd of ['', 'ух', ' \u200b\u200b\u200b ', 'я'.repeat(301)])
      expect(await keep(odd)).toEqual({ ok: false, reason: 'invalid' });
    for (let n = 2; n < 100; n += 1) await keep(`Тула, дом ${n}`);
    expect(await keep('Тула, сто первый')).toEqual({ ok: false, reason: 'too_many' });
    expect(await keep('Тула, дом 50')).toMatchObject({ ok: true });
    expect(await customers.addressesOf(db, organizationId)).toHaveLength(10);
  });
});

describe('an invitation', () => {
  it('lets one person in, once; only its hash is kept', async () => {
    const [owner, anna, boris] = [
      await bench.addPerson('Олег'),
      await bench.addPerson(),
      await bench.addPerson(),
    ];
    const organizationId = await bench.addOrganization('Приглашения', [owner]);
    const code = await invited(organizationId, owner);
    expect(await look(code, anna)).toMatchObject({ organization: 'Приглашения', by: 'Олег', joined: false });
    const both = await Promise.all([joins(code, anna), joins(code, boris)]);
    expect(both.filter((one) => typeof one === 'object' && 'ok' in one && one.ok)).toHaveLength(1);
    expect(await look(code, anna)).toBe('wrong');
    expect(await bench.customers.memberIds(bench.db, organizationId)).toHaveLength(2);
    const stored = JSON.stringify(
      await bench.db.selectFrom('organization_invitations').selectAll().execute(),
    );
    expect(stored).not.toContain(code.replaceAll('-', ''));
    expect((await bench.auditOf(organizationId)).map(({ action }) => action)).toEqual([
      'organization.invite',
      'organization.join',
    ]);
    expect(bench.said).toMatchObject([{ personId: owner }]);
  });

  it('ends after seven days, is the owner’s alone to make, and twenty may be open', async () => {
    const [owner, anna] = [await bench.addPerson('Олег'), await bench.addPerson()];
    const organizationId = await bench.addOrganization('Двадцать', [owner, anna]);
    const { invitations } = bench.organizations;
    const invite = (by: string) =>
      bench.inTx((tx) =>
        invitations.invite(tx, customer(by), { organizationId, code: invitations.newCode() }),
      );
    expect(await invite(anna)).toEqual({ ok: false, reason: 'not_yours' });
    const code = await invited(organizationId, owner);
    for (let n = 1; n < 20; n += 1) expect(await invite(owner)).toMatchObject({ ok: true });
    expect(await invite(owner)).toEqual({ ok: false, reason: 'too_many' });
    bench.pass(7 * DAY);
    expect(await look(code, await bench.addPerson())).toBe('wrong');
    expect(await invite(owner)).toMatchObject({ ok: true });
    expect(
      await bench.inTx((tx) => invitations.revoke(tx, customer(anna), { organizationId })),
    ).toMatchObject({
      ok: false,
    });
    expect(await bench.inTx((tx) => invitations.revoke(tx, customer(owner), { organizationId }))).toEqual({
      ok: true,
      value: 21,
    });
  });

  it('of somebody who owns the organization no more brings them back by no way', async () => {
    const [first, second] = [await bench.addPerson('Олег'), await bench.addPerson('Ольга')];
    const organizationId = await bench.addOrganization('Передана', [first, second]);
    const { organizations, inTx } = bench;
    const [kept, other] = [await invited(organizationId, first), await invited(organizationId, first)];
    await inTx((tx) => organizations.handOver(tx, customer(first), { organizationId, personId: second }));
    expect(await look(other, await bench.addPerson())).toBe('wrong');
    const own = await invited(organizationId, second);
    await inTx((tx) => organizations.removeMember(tx, customer(second), { organizationId, personId: first }));
    expect(await joins(kept, first)).toBe('wrong');
    expect(await look(own, first)).toMatchObject({ joined: false });
  });

  it('is not guessed for ever, and is of no use to a member', async () => {
    const owner = await bench.addPerson('Олег');
    const organizationId = await bench.addOrganization('Угадай', [owner]);
    const code = await invited(organizationId, owner);
    expect(await look(code, owner)).toMatchObject({ joined: true });
    for (let n = 1; n < 10; n += 1) expect(await look('2222-2222-2222-2222', owner)).toBe('wrong');
    expect(await look(code, await bench.addPerson())).toEqual({ wait: 600 });
  });
});

describe('foreign ids in buttons', () => {
  it('do nothing: whoever is no member, or no owner, is refused each use case', async () => {
    const [owner, member, stranger] = [
      await bench.addPerson('Олег'),
      await bench.addPerson(),
      await bench.addPerson(),
    ];
    const organizationId = await bench.addOrganization('Чужая', [owner, member]);
    await bench.addOrganization('Своя', [stranger]);
    await bench.inTx((tx) => bench.customers.keepAddress(tx, { organizationId, address: 'Тула, 1' }));
    const [address] = await bench.customers.addressesOf(bench.db, organizationId);
    const { organizations, inTx } = bench;
    const as = (by: string) =>
      Promise.all([
        inTx((tx) => organizations.removeMember(tx, customer(by), { organizationId, personId: owner })),
        inTx((tx) => organizations.handOver(tx, customer(by), { organizationId, personId: by })),
        inTx((tx) => organizations.rename(tx, customer(by), { organizationId, name: 'Взломана' })),
      ]);
    const refused = { ok: false, reason: 'not_yours' };
    expect(await as(stranger)).toEqual([refused, refused, refused]);
    expect(await as(member)).toEqual([refused, refused, refused]);
    const wish = { organizationId, addressId: address?.id ?? '' };
    expect(await inTx((tx) => organizations.dropAddress(tx, customer(stranger), wish))).toEqual(refused);
    const added = { organizationId, address: 'Тула, 2' };
    expect(await inTx((tx) => organizations.addAddress(tx, customer(stranger), added))).toEqual(refused);
    expect(await inTx((tx) => organizations.leave(tx, customer(stranger), { organizationId }))).toEqual(
      refused,
    );
    expect(await inTx((tx) => organizations.leave(tx, customer(owner), { organizationId }))).toEqual({
      ok: false,
      reason: 'owner',
    });
    const self = { organizationId, personId: owner };
    expect(await inTx((tx) => organizations.removeMember(tx, customer(owner), self))).toEqual({
      ok: false,
      reason: 'missing',
    });
    expect(await bench.auditOf(organizationId)).toEqual([]);
  });
});

describe('a request for access', () => {
  const ask = (personId: string, words: string) =>
    bench.inTx((tx) => bench.organizations.requests.ask(tx, customer(personId), { words }));
  const decide = (by: string, id: string, approve = true) =>
    bench.inTx((tx) => bench.organizations.requests.decideAsOwner(tx, customer(by), { id, approve }));

  it('goes to the owner of a company of that name, once; strangers decide nothing', async () => {
    const [owner, anna, other] = [
      await bench.addPerson('Олег'),
      await bench.addPerson(),
      await bench.addPerson(),
    ];
    const organizationId = await bench.addOrganization('Вход', [owner]);
    await bench.addOrganization('Другая', [other]);
    expect(await ask(anna, ' вход ')).toMatchObject({ ok: true });
    expect(await ask(anna, 'ВХОД')).toEqual({ ok: false, reason: 'pending' });
    const [request] = await bench.organizations.requests.waiting(bench.db, owner, organizationId);
    const id = request?.id ?? '';
    expect(bench.said).toMatchObject([{ personId: owner }]);
    expect(await bench.organizations.requests.waiting(bench.db, other, organizationId)).toEqual([]);
    expect(await bench.organizations.requests.read(bench.db, other, id)).toBeUndefined();
    expect(await decide(other, id)).toEqual({ ok: false, reason: 'not_yours' });
    expect(await decide(anna, id)).toEqual({ ok: false, reason: 'not_yours' });
    expect(await decide(owner, newId())).toEqual({ ok: false, reason: 'missing' });
    const twice = await Promise.all([decide(owner, id), decide(owner, id, false)]);
    expect(twice.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(await ask(owner, 'Вход')).toEqual({ ok: false, reason: 'joined' });
  });

  it('of many strangers at once does not flood the owner', async () => {
    const owner = await bench.addPerson('Олег');
    const organizationId = await bench.addOrganization('Осада', [owner]);
    for (let n = 0; n < 25; n += 1)
      expect(await ask(await bench.addPerson(), 'Осада')).toMatchObject({ ok: true });
    expect(bench.said).toHaveLength(20);
    expect(await bench.organizations.requests.waiting(bench.db, owner, organizationId)).toHaveLength(25);
  });

  it('of a name that nobody has goes to the office; five may wait', async () => {
    const anna = await bench.addPerson();
    expect(await ask(anna, 'Нигде')).toMatchObject({ ok: true });
    expect(await ask(anna, 'Никогда')).toEqual({ ok: false, reason: 'pending' });
    for (let n = 1; n < 5; n += 1) {
      await bench.addOrganization(`Ждём ${n}`);
      expect(await ask(anna, `Ждём ${n}`)).toMatchObject({ ok: true });
    }
    await bench.addOrganization('Ждём 5');
    expect(await ask(anna, 'Ждём 5')).toEqual({ ok: false, reason: 'too_many' });
    for (const odd of ['', '…', 'ы'.repeat(201)])
      expect(await ask(anna, odd)).toEqual({ ok: false, reason: 'invalid' });
    expect(bench.said).toEqual([]);
  });
});

describe('customers as data of a person', () => {
  it('are exported, and erased: a company goes on with its next member, a private one is nobody’s', async () => {
    const [anna, boris] = [await bench.addPerson('Анна'), await bench.addPerson('Борис')];
    const company = await bench.addOrganization('Останется', [anna, boris]);
    const own = await bench.addOrganization('Анна Частная', [anna], { kind: 'private' });
    await bench.inTx((tx) =>
      bench.customers.keepAddress(tx, { organizationId: own, address: 'Тула, дом Анны' }),
    );
    await bench.inTx((tx) => bench.organizations.requests.ask(tx, customer(anna), { words: 'Тайна' }));
    const part = customerData(bench);
    const pieces = JSON.stringify(await Array.fromAsync(part.collect({ id: anna, identities: [] })));
    for (const word of ['Останется', 'Анна Частная', 'Тула, дом Анны', 'Тайна'])
      expect(pieces).toContain(word);

    const audit = { record: async () => {} };
    const register = createRegister({ ...bench, audit, configured: [], parts: [part], log: silent });
    const administrator = { ...customer(newId()), roles: ['administrator' as const] };
    await register.erasure.erase(administrator, anna, anna);
    expect(await bench.customers.membershipsOf(bench.db, boris)).toMatchObject([
      { organizationId: company, role: 'owner' },
    ]);
    const left = await bench.db
      .selectFrom('organizations')
      .select('name')
      .where('id', '=', own)
      .executeTakeFirst();
    expect(left?.name).toBe('—');
    expect(await bench.customers.addressesOf(bench.db, own)).toEqual([]);
    expect(await Array.fromAsync(part.collect({ id: anna, identities: [] }))).toEqual([]);
  });

  it('are forgotten where they ended long ago', async () => {
    const owner = await bench.addPerson('Олег');
    const organizationId = await bench.addOrganization('Старая', [owner]);
    await invited(organizationId, owner);
    const count = async () =>
      (
        await bench.db
          .selectFrom('organization_invitations')
          .select('code_hash')
          .where('organization_id', '=', organizationId)
          .execute()
      ).length;
    bench.pass(96 * DAY);
    await createCustomerSweep(bench).sweep();
    expect(await count()).toBe(1);
    bench.pass(2 * DAY);
    await createCustomerSweep(bench).sweep();
    expect(await count()).toBe(0);
  });
});
