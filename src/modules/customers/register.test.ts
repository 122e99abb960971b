import { expect, it } from 'vitest';
import { createPhoneAccounts } from '#modules/accounts/phone-accounts.ts';
import { createAudit } from '#modules/audit/index.ts';
import { createPeople } from '#modules/people/index.ts';
import { silent } from '#test/database.ts';
import { createRegistering } from './register.ts';
import { customer, customersBench } from './testing.ts';

const bench = customersBench();

let phones = 0;
const newPhone = (): string => {
  phones += 1;
  return `+7999555${String(phones).padStart(4, '0')}`;
};

/** Registers with what is given; each in a transaction of its own. */
const registers = async (
  personId: string,
  given: { phone?: string; verified?: boolean; company?: string | null },
) => {
  const { clock } = bench;
  const people = createPeople({ clock, configuredRoles: () => [] });
  const audit = createAudit({ clock, log: silent });
  const registering = createRegistering({
    people,
    phones: createPhoneAccounts({ people, audit, say: async () => true, clock }),
    audit,
    clock,
  });
  const { phone = newPhone(), verified = false, company = null } = given;
  const result = await bench.inTx(async (tx) => {
    const registered = await registering.register(tx, {
      ...{ personId, by: customer(personId), name: 'Анна', company, phone, verified },
      ...{ address: '', workHours: '', email: null, passwordHash: 'hash' },
    });
    return registered.ok ? 'ok' : registered.reason;
  });
  return result;
};

it.each([
  ['typed by both', [false, false]],
  ['proven by both', [true, true]],
])('of two who register with one phone at the same moment one has it: %s', async (_, proofs) => {
  for (let round = 0; round < 5; round += 1) {
    const phone = newPhone();
    const all = await Promise.all(
      proofs.map(async (verified) => registers(await bench.addPerson(), { phone, verified })),
    );
    expect(all.toSorted()).toEqual(['ok', 'phone_taken']);
  }
});

it('a phone that one types and another one proves at the same moment is the login of one of them', async () => {
  for (let round = 0; round < 5; round += 1) {
    const phone = newPhone();
    const all = await Promise.all(
      [true, false].map(async (verified) => registers(await bench.addPerson(), { phone, verified })),
    );
    expect(all).toContain('ok');
    const accounts = bench.db.selectFrom('accounts').selectAll().where('login', '=', phone);
    expect(await accounts.execute()).toHaveLength(1);
  }
});

it('of two who register one company at the same moment one has it', async () => {
  for (let round = 0; round < 5; round += 1) {
    const company = `Ромашка ${round}`;
    const all = await Promise.all(
      [company, company.toUpperCase()].map(async (name) =>
        registers(await bench.addPerson(), { company: name }),
      ),
    );
    expect(all.toSorted()).toEqual(['company_taken', 'ok']);
  }
});

it('somebody who finishes in two chats at the same moment is registered once', async () => {
  const anna = await bench.addPerson();
  const all = await Promise.all([registers(anna, {}), registers(anna, {}), registers(anna, {})]);
  expect(all.toSorted()).toEqual(['ok', 'registered', 'registered']);
  expect(await bench.customers.membershipsOf(bench.db, anna)).toHaveLength(1);
});
