import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { theOffice } from '#modules/access/index.ts';
import { actor, CONFIGURED, registerBench, START } from './testing.ts';

const bench = registerBench();

// Each test has the administrators it makes, and no others.
beforeEach(async () => {
  await bench.db.updateTable('people').set({ roles: [] }).execute();
});

const rolesOf = async (id: string) => (await bench.register.cards.read(actor(['operator']), id)).grantedRoles;

describe('roles', () => {
  it('are replaced by an administrator, in one order and once each', async () => {
    const id = await bench.addPerson({ roles: ['operator'] });
    const by = actor(['administrator']);
    await bench.register.roles.grant(by, id, ['operator', 'manager', 'operator']);
    expect(await rolesOf(id)).toEqual(['manager', 'operator']);
    expect(await bench.auditOf(id)).toMatchObject([
      {
        action: 'people.roles',
        outcome: 'done',
        actor_id: by.personId,
        before: { roles: ['operator'] },
        after: { roles: ['manager', 'operator'] },
      },
    ]);
    await bench.register.roles.grant(by, id, ['operator', 'manager']);
    expect(await bench.auditOf(id)).toHaveLength(1);
  });

  it.each([['manager'], ['operator'], []] as const)('are not for %s to give', async (...roles) => {
    const id = await bench.addPerson();
    await expect(bench.register.roles.grant(actor(roles), id, ['operator'])).rejects.toMatchObject({
      code: 'denied',
    });
    expect(await rolesOf(id)).toEqual([]);
  });

  it('nobody takes their own administrator role', async () => {
    const id = await bench.addPerson({ roles: ['administrator'], login: newId() });
    await bench.addPerson({ roles: ['administrator'], login: newId() });
    const by = actor(['administrator'], id);
    await expect(bench.register.roles.grant(by, id.toUpperCase(), ['manager'])).rejects.toMatchObject({
      code: 'conflict',
    });
    await bench.register.roles.grant(by, id, ['administrator', 'operator']);
    expect(await rolesOf(id)).toEqual(['administrator', 'operator']);
  });

  it('the last administrator who can log in stays one', async () => {
    const last = await bench.addPerson({ roles: ['administrator'], login: newId() });
    const blocked = await bench.addPerson({ roles: ['administrator'], login: newId() });
    await bench.addPerson({ roles: ['administrator'] });
    const db = bench.db;
    await db
      .updateTable('people')
      .set({ blocked_at: new Date(START) })
      .where('id', '=', blocked)
      .execute();
    await expect(bench.register.roles.grant(theOffice, last, [])).rejects.toMatchObject({ code: 'conflict' });
    const until = new Date(START - 1);
    await db.updateTable('people').set({ blocked_until: until }).where('id', '=', blocked).execute();
    await bench.register.roles.grant(theOffice, last, []);
    expect(await rolesOf(last)).toEqual([]);
  });

  it('of two administrators who dismiss each other in the same moment one is left', async () => {
    const [a, b] = [
      await bench.addPerson({ roles: ['administrator'], login: newId() }),
      await bench.addPerson({ roles: ['administrator'], login: newId() }),
    ];
    const { grant } = bench.register.roles;
    const outcomes = await Promise.allSettled([
      grant(actor(['administrator'], a), b, []),
      grant(actor(['administrator'], b), a, []),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('of the configuration are shown beside the granted ones and stay', async () => {
    const id = await bench.addPerson({ roles: ['operator'], identities: [['telegram', CONFIGURED]] });
    await bench.register.roles.grant(actor(['administrator']), id, []);
    expect(await bench.register.cards.read(actor(['operator']), id)).toMatchObject({
      roles: ['administrator'],
      grantedRoles: [],
      configuredRoles: ['administrator'],
    });
    const claimed = await bench.addPerson({ identities: [['telegram', `${CONFIGURED}?`]] });
    expect((await bench.register.cards.read(actor(['operator']), claimed)).roles).toEqual([]);
  });

  it('are not given to nobody, nor to who was erased', async () => {
    const by = actor(['administrator']);
    await expect(bench.register.roles.grant(by, newId(), [])).rejects.toMatchObject({ code: 'missing' });
    const id = await bench.addPerson();
    await bench.register.erasure.erase(by, id, id);
    await expect(bench.register.roles.grant(by, id, ['operator'])).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});
