import { describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { theOffice } from '#modules/access/index.ts';
import { actor, CONFIGURED, registerBench, START } from './testing.ts';

const bench = registerBench();
const HOUR = 3_600_000;
const block = { reason: 'оскорбляет', until: null };

const cardOf = (id: string) => bench.register.cards.read(actor(['operator']), id);

describe('a block', () => {
  it('says why, until when and by whom, and ends when it is lifted', async () => {
    const id = await bench.addPerson();
    const by = await bench.addPerson({ name: 'Ольга', roles: ['manager'] });
    const manager = actor(['manager'], by);
    const until = new Date(START + HOUR);
    await bench.register.blocks.block(manager, id, { reason: 'оскорбляет', until });
    expect(await cardOf(id)).toMatchObject({
      blocked: true,
      blockedUntil: until,
      block: { since: new Date(START), until, reason: 'оскорбляет', by: { id: by, name: 'Ольга' } },
    });
    await bench.register.blocks.unblock(manager, id);
    await bench.register.blocks.unblock(manager, id);
    expect(await cardOf(id)).toMatchObject({ blocked: false, blockedUntil: null, block: null });
    const entries = await bench.auditOf(id);
    expect(entries).toMatchObject([
      {
        action: 'people.block',
        actor_id: by,
        before: { blocked: false },
        after: { blocked: true, until: until.toISOString() },
      },
      { action: 'people.unblock', before: { blocked: true }, after: { blocked: false } },
    ]);
    expect(JSON.stringify(entries)).not.toContain('оскорбляет');
  });

  it('ends by itself at its time', async () => {
    const id = await bench.addPerson();
    await bench.register.blocks.block(theOffice, id, { ...block, until: new Date(START + HOUR) });
    bench.pass(HOUR - 1);
    expect(await cardOf(id)).toMatchObject({ blocked: true, block: { by: null } });
    bench.pass(1);
    expect(await cardOf(id)).toMatchObject({ blocked: false, block: null });
  });

  it('without an end lasts', async () => {
    const id = await bench.addPerson();
    await bench.register.blocks.block(theOffice, id, block);
    bench.pass(1_000 * 365 * 24 * HOUR);
    expect(await cardOf(id)).toMatchObject({ blocked: true, blockedUntil: null });
  });

  it('takes another reason and end', async () => {
    const id = await bench.addPerson();
    await bench.register.blocks.block(theOffice, id, block);
    const until = new Date(START + HOUR);
    await bench.register.blocks.block(theOffice, id, { reason: 'другое', until });
    expect((await cardOf(id)).block).toMatchObject({ reason: 'другое', until });
  });

  it('that has ended already is refused', async () => {
    const id = await bench.addPerson();
    const past = { ...block, until: new Date(START) };
    await expect(bench.register.blocks.block(theOffice, id, past)).rejects.toMatchObject({
      code: 'invalid',
      fields: [{ path: 'until' }],
    });
  });

  it('is not for an operator to set or to lift', async () => {
    const id = await bench.addPerson();
    const { blocks } = bench.register;
    await expect(blocks.block(actor(['operator']), id, block)).rejects.toMatchObject({ code: 'denied' });
    await expect(blocks.unblock(actor(['operator']), id)).rejects.toMatchObject({ code: 'denied' });
  });

  it('never hits oneself', async () => {
    const id = await bench.addPerson({ roles: ['manager'] });
    await expect(
      bench.register.blocks.block(actor(['manager'], id), id.toUpperCase(), block),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  it.each([
    ['granted', { roles: ['administrator'] as const }],
    ['configured', { identities: [['telegram', CONFIGURED]] as const }],
  ])('of an administrator (%s) is for administrators only', async (_, person) => {
    await bench.addPerson({ roles: ['administrator'], login: newId() });
    const id = await bench.addPerson(person);
    const { blocks } = bench.register;
    await expect(blocks.block(actor(['manager']), id, block)).rejects.toMatchObject({ code: 'denied' });
    await blocks.block(actor(['administrator']), id, block);
    await expect(blocks.unblock(actor(['manager']), id)).rejects.toMatchObject({ code: 'denied' });
    await blocks.unblock(actor(['administrator']), id);
    expect(await cardOf(id)).toMatchObject({ blocked: false });
    await bench.db.deleteFrom('identities').where('person_id', '=', id).execute();
    await bench.db.updateTable('people').set({ roles: [] }).execute();
  });

  it('leaves the office an administrator who can log in', async () => {
    const id = await bench.addPerson({ roles: ['administrator'], login: newId() });
    await expect(bench.register.blocks.block(theOffice, id, block)).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('needs somebody to block', async () => {
    const { blocks } = bench.register;
    await expect(blocks.block(theOffice, newId(), block)).rejects.toMatchObject({ code: 'missing' });
    await expect(blocks.unblock(theOffice, newId())).rejects.toMatchObject({ code: 'missing' });
  });
});
