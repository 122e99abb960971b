import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { createRegister } from '#modules/people/index.ts';
import { silent } from '#test/database.ts';
import { searchBench } from '../find/testing.ts';
import { createJournal, type NotedSearch } from './journal.ts';
import { searchData } from './personal-data.ts';
import { createSearchSweep } from './sweep.ts';

const DAY = 24 * 3_600_000;
const bench = searchBench();
const journal = () => createJournal({ db: bench.db, clock: bench.clock, log: silent });

const note = (text: string, more: Partial<NotedSearch> = {}): Promise<number | null> =>
  journal().note({ place: 'chat', personId: null, text, found: 1, whole: true, corrected: null, ...more });
const queries = async (): Promise<string[]> => (await bench.journal()).map(({ query }) => query);

beforeEach(async () => {
  await bench.db.deleteFrom('search_log').execute();
});

describe('S3-17: a search in the journal', () => {
  it('is kept with what it found', async () => {
    const personId = await bench.addPerson();
    const id = await note('Труба  ПВХ', { personId, found: 3, whole: false, corrected: 'труба пвх' });
    expect(await bench.journal()).toEqual([
      {
        id,
        at: new Date(bench.clock.now()),
        place: 'chat',
        query: 'Труба  ПВХ',
        query_key: 'труба пвх',
        found: 3,
        whole: false,
        corrected: 'труба пвх',
        person_id: personId,
        product_id: null,
        position: null,
        chosen_at: null,
      },
    ]);
  });

  it('keeps no phone and no address that somebody typed along', async () => {
    await note('труба 20 звоните +7 (900) 000-00-12 или anna@example.com');
    await note('болт 89000000099', { corrected: 'болт 89000000099' });
    const kept = await bench.journal();
    expect(kept.map(({ query }) => query)).toEqual(['труба 20 звоните ***12 или ***', 'болт ***99']);
    expect(JSON.stringify(kept)).not.toMatch(/900|example/);
  });

  it('in the panel is one while its text is typed on, taken back or sent again', async () => {
    const personId = await bench.addPerson();
    const ids = new Set();
    for (const text of ['тр', 'труба', 'Труба', 'труба пвх', 'труба п'])
      ids.add(await note(text, { place: 'panel', personId, found: text.length, whole: text !== 'труба п' }));
    expect(ids.size).toBe(1);
    expect(await bench.journal()).toMatchObject([
      { query: 'труба п', query_key: 'труба п', found: 7, whole: false },
    ]);
  });

  it('of another text, another person, another place or a later time is another', async () => {
    const [anna, boris] = [await bench.addPerson(), await bench.addPerson('Борис')];
    await note('тр', { place: 'panel', personId: anna });
    await note('труба', { place: 'panel', personId: boris });
    await note('муфта', { place: 'panel', personId: anna });
    await note('муфта пвх', { place: 'chat', personId: anna });
    bench.pass(6_000);
    await note('муфта пвх', { place: 'panel', personId: anna });
    expect(await queries()).toEqual(['тр', 'труба', 'муфта', 'муфта пвх', 'муфта пвх']);
  });

  it('in a chat is another with every text but the same', async () => {
    const personId = await bench.addPerson();
    await note('труба', { personId });
    await note('труба пвх', { personId });
    await note('Труба ПВХ', { personId });
    expect(await queries()).toEqual(['труба', 'Труба ПВХ']);
  });

  it('stays as it was when something was chosen', async () => {
    const personId = await bench.addPerson();
    const first = await note('труба', { place: 'panel', personId });
    await journal().chose(first ?? 0, await bench.addProduct(), 1);
    await note('труба пвх', { place: 'panel', personId });
    expect(await queries()).toEqual(['труба', 'труба пвх']);
  });

  it('of strangers is kept one by one', async () => {
    await note('труба', { place: 'panel' });
    await note('труба', { place: 'panel' });
    expect(await queries()).toEqual(['труба', 'труба']);
  });

  it('that cannot be kept is nobody’s trouble', async () => {
    expect(await note('труба', { personId: newId() })).toBeNull();
    expect(await queries()).toEqual([]);
  });
});

describe('S3-17: a choice', () => {
  it('is the first one', async () => {
    const [first, second] = [await bench.addProduct(), await bench.addProduct()];
    const id = (await note('труба')) ?? 0;
    await journal().chose(id, first, 2);
    bench.pass(1_000);
    await journal().chose(id, second, 1);
    const chosen_at = new Date(bench.clock.now() - 1_000);
    expect(await bench.journal()).toMatchObject([{ product_id: first, position: 2, chosen_at }]);
  });

  it('of what does not exist, or of a search of somebody else, changes nothing', async () => {
    const [anna, boris] = [await bench.addPerson(), await bench.addPerson('Борис')];
    const product = await bench.addProduct();
    const id = (await note('труба', { personId: anna })) ?? 0;
    await journal().chose(id + 1_000, product, 1);
    await journal().chose(id, 2_000_000_000, 1);
    await journal().chose(id, product, 1, boris);
    for (const odd of [0, -1, 0.5, Number.NaN, 1e300]) {
      await journal().chose(odd, product, 1);
      await journal().chose(id, odd, 1);
      await journal().chose(id, product, odd);
    }
    expect(await bench.journal()).toMatchObject([{ product_id: null, position: null, chosen_at: null }]);
    await journal().chose(id, product, 1, anna);
    expect(await bench.journal()).toMatchObject([{ product_id: product, position: 1 }]);
  });
});

describe('S3-17: old searches', () => {
  it('are swept after half a year, and no others', async () => {
    await note('старый');
    bench.pass(179 * DAY);
    await note('новый');
    const sweep = createSearchSweep(bench);
    await sweep.sweep(new AbortController().signal);
    expect(await queries()).toEqual(['старый', 'новый']);
    bench.pass(2 * DAY);
    await sweep.sweep(AbortSignal.abort());
    expect(await queries()).toEqual(['старый', 'новый']);
    await sweep.sweep(new AbortController().signal);
    expect(await queries()).toEqual(['новый']);
  });
});

describe('S3-17: searches as data of a person', () => {
  const subject = (id: string) => ({ id, identities: [] });

  it('are exported whole, theirs only, past a batch', async () => {
    const [anna, boris] = [await bench.addPerson(), await bench.addPerson('Борис')];
    await sql`
      insert into search_log (place, query, query_key, found, whole, person_id)
      select 'chat', 'труба ' || n, 'труба ' || n, n, true, ${anna}::uuid from generate_series(1, 1234) n
    `.execute(bench.db);
    await note('чужая труба', { personId: boris });
    const pieces = await Array.fromAsync(searchData(bench).collect(subject(anna)));
    expect(pieces).toHaveLength(1_234);
    expect(pieces.at(-1)).toMatchObject({
      place: 'chat',
      query: 'труба 1234',
      found: 1_234,
      whole: true,
      product_id: null,
    });
    expect(JSON.stringify(pieces)).not.toContain('чужая');
  });

  it('are gone after an erasure, and those of others stay', async () => {
    const [anna, boris] = [await bench.addPerson(), await bench.addPerson('Борис')];
    await note('секрет', { personId: anna });
    await note('труба', { personId: boris });
    await note('муфта');
    const register = createRegister({
      db: bench.db,
      audit: { record: async () => {} },
      clock: bench.clock,
      configured: [],
      parts: [searchData(bench)],
      log: silent,
    });
    await register.erasure.erase(bench.employee('administrator'), anna, anna);
    expect(await queries()).toEqual(['труба', 'муфта']);
  });
});
