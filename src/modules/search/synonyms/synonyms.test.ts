import { beforeEach, describe, expect, it, vi } from 'vitest';
import { listen } from '#platform/db/listen.ts';
import { silent } from '#test/database.ts';
import { PATIENCE } from '#test/patience.ts';
import { searchBench } from '../find/testing.ts';
import { phraseKey, readPhrases } from './phrases.ts';
import { USUAL_SYNONYMS } from './texts.ts';

const bench = searchBench();
const add = (...phrases: string[]) => bench.call('POST', '/synonyms', { body: { phrases } });
const listed = async (): Promise<string[][]> =>
  (await bench.call('GET', '/synonyms', { as: 'operator' })).body.items.map(
    ({ phrases }: { phrases: string[] }) => phrases,
  );
const errors = (fields: object) => ({ body: { errors: fields } });

beforeEach(async () => {
  await bench.db.deleteFrom('search_synonyms').execute();
});

describe('S3-17: synonyms', () => {
  it('are kept clean, changed and removed, each with an entry of the audit', async () => {
    const before = (await bench.audited()).length;
    const added = await add(' ППР ', 'поли\u0000пропилен', 'труба   белая');
    expect(added).toMatchObject({
      status: 201,
      body: { id: expect.any(Number), phrases: ['ППР', 'полипропилен', 'труба белая'] },
    });
    expect(added.body.changed_at).toBe(new Date(bench.clock.now()).toISOString());
    const path = `/synonyms/${added.body.id}`;
    bench.pass(1_000);
    const changed = await bench.call('PUT', path, { body: { phrases: ['ппр', 'полипропилен'] } });
    expect(changed).toMatchObject({
      status: 200,
      body: { id: added.body.id, phrases: ['ппр', 'полипропилен'] },
    });
    expect(changed.body.changed_at).toBe(new Date(bench.clock.now()).toISOString());
    expect(await listed()).toEqual([['ппр', 'полипропилен']]);
    expect((await bench.call('DELETE', path)).status).toBe(204);
    expect(await listed()).toEqual([]);
    const subject = { subject_kind: 'synonyms', subject_id: String(added.body.id) };
    const [first, second] = [
      ['ППР', 'полипропилен', 'труба белая'],
      ['ппр', 'полипропилен'],
    ];
    expect((await bench.audited()).slice(before)).toMatchObject([
      { action: 'search.synonyms_add', ...subject, before: null, after: { phrases: first } },
      {
        action: 'search.synonyms_change',
        ...subject,
        before: { phrases: first },
        after: { phrases: second },
      },
      { action: 'search.synonyms_remove', ...subject, before: { phrases: second }, after: null },
    ]);
  });

  it('are not changed by what they are already', async () => {
    const { body } = await add('ппр', 'полипропилен');
    const before = (await bench.audited()).length;
    const again = await bench.call('PUT', `/synonyms/${body.id}`, {
      body: { phrases: ['ппр', 'полипропилен'] },
    });
    expect(again).toMatchObject({ status: 200, body });
    expect(await bench.audited()).toHaveLength(before);
  });

  it('may get other capitals, which are still the group’s own', async () => {
    const { body } = await add('ппр', 'полипропилен');
    const other = await bench.call('PUT', `/synonyms/${body.id}`, {
      body: { phrases: ['ППР', 'Полипропилен'] },
    });
    expect(other.body.phrases).toEqual(['ППР', 'Полипропилен']);
  });

  it.each([
    ['one phrase', ['ппр']],
    ['too many phrases', Array.from({ length: 21 }, (_, n) => `труба${n}`)],
    ['a blank phrase', ['ппр', ' \u200b ']],
    ['too long a phrase', ['ппр', 'я'.repeat(101)]],
    ['nothing but signs', ['ппр', '%%%']],
    ['nothing but filler', ['ппр', 'здравствуйте']],
    ['the same phrase twice', ['счётчик воды', 'Счетчик  ВОДЫ']],
  ])('with %s are refused', async (_, phrases) => {
    expect(await add(...phrases)).toMatchObject({ status: 422, ...errors([expect.anything()]) });
    expect(await listed()).toEqual([]);
  });

  it('name the phrase that is refused', () => {
    expect(() => readPhrases(['ппр', 'труба', 'ППР', '???'])).toThrow(
      expect.objectContaining({
        code: 'invalid',
        fields: [
          { path: 'phrases.2', issue: 'twice in the group' },
          { path: 'phrases.3', issue: 'nothing that can be searched for' },
        ],
      }),
    );
  });

  it('have every phrase in one group only', async () => {
    const { body } = await add('ппр', 'полипропилен');
    const taken = await add('ppr', 'ПОЛИПРОПИЛЕН');
    expect(taken).toMatchObject({
      status: 409,
      body: {
        detail: 'in another group: ПОЛИПРОПИЛЕН',
        errors: [{ path: 'phrases.1', issue: `already in group ${body.id}` }],
      },
    });
    const other = await add('пвх', 'pvc');
    const changed = await bench.call('PUT', `/synonyms/${other.body.id}`, {
      body: { phrases: ['пвх', 'ппр'] },
    });
    expect(changed.status).toBe(409);
    expect(await listed()).toEqual([
      ['пвх', 'pvc'],
      ['ппр', 'полипропилен'],
    ]);
  });

  it('of two people at the same moment do not share a phrase', async () => {
    const answers = await Promise.all(['а', 'б', 'в', 'г'].map((name) => add('ппр', `труба ${name}`)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
  });

  it('are of two thousand groups at most', async () => {
    const rows = Array.from({ length: 2_000 }, (_, n) => ({ phrases: [`труба${n}`, `муфта${n}`] }));
    await bench.db.insertInto('search_synonyms').values(rows).execute();
    expect((await add('ппр', 'полипропилен')).status).toBe(409);
    expect((await bench.call('POST', '/synonyms/usual')).status).toBe(409);
  });

  it.each([
    ['PUT', { phrases: ['ппр', 'ppr'] }],
    ['DELETE', undefined],
  ])('that do not exist: %s', async (method, body) => {
    expect((await bench.call(method, '/synonyms/2147483647', { body })).status).toBe(404);
    expect((await bench.call(method, '/synonyms/2147483648', { body })).status).toBe(422);
  });

  it('are read by everybody and kept by managers', async () => {
    const { body } = await add('ппр', 'полипропилен');
    const phrases = ['пвх', 'pvc'];
    for (const [method, path, sent] of [
      ['POST', '/synonyms', { phrases }],
      ['POST', '/synonyms/usual', undefined],
      ['PUT', `/synonyms/${body.id}`, { phrases }],
      ['DELETE', `/synonyms/${body.id}`, undefined],
    ] as const)
      expect((await bench.call(method, path, { as: 'operator', body: sent })).status).toBe(403);
    expect((await bench.call('GET', '/synonyms', { as: 'nobody' })).status).toBe(403);
    expect(await listed()).toEqual([['ппр', 'полипропилен']]);
    const { synonyms } = bench.desk;
    const operator = bench.employee('operator');
    expect(() => synonyms.add(operator, phrases)).toThrow(expect.objectContaining({ code: 'denied' }));
    expect(() => synonyms.change(operator, body.id, phrases)).toThrow(
      expect.objectContaining({ code: 'denied' }),
    );
    expect(() => synonyms.remove(operator, body.id)).toThrow(expect.objectContaining({ code: 'denied' }));
    expect(() => synonyms.addUsual(operator)).toThrow(expect.objectContaining({ code: 'denied' }));
  });
});

describe('S3-17: a query', () => {
  it('finds by a synonym as soon as there is one, and no longer than that', async () => {
    const id = await bench.addProduct({ title: 'Болгарка аккумуляторная 125 мм' });
    await bench.addProduct({ title: 'Дрель ударная' });
    const found = async () =>
      (await bench.call('GET', '/search?note=no&q=%D1%83%D1%88%D0%BC')).body.items.map(
        (item: { id: number }) => item.id,
      );
    expect(await found()).toEqual([]);
    const { body } = await add('ушм', 'болгарка');
    expect(await found()).toEqual([id]);
    await bench.call('DELETE', `/synonyms/${body.id}`);
    expect(await found()).toEqual([]);
  });

  it('in every replica: each hears of a change at its commit', async () => {
    const heard: string[] = [];
    const stopping = new AbortController();
    const begun = Promise.withResolvers<void>();
    const listening = listen({
      connection: bench.connection,
      channels: ['kontora_search'],
      onNotify: (_, payload) => heard.push(payload),
      onReconnect: begun.resolve,
      log: silent,
      signal: stopping.signal,
    });
    await begun.promise;
    const { body } = await add('ппр', 'полипропилен');
    await vi.waitFor(() => expect(heard).toEqual(['synonyms']), PATIENCE);
    await bench.call('DELETE', `/synonyms/${body.id}`);
    await vi.waitFor(() => expect(heard).toEqual(['synonyms', 'synonyms']), PATIENCE);
    stopping.abort();
    await listening;
  });
});

describe('S3-17: the usual synonyms', () => {
  it('are added once, beside those of the office', async () => {
    await add('УШМ', 'турбинка');
    const before = (await bench.audited()).length;
    const first = await bench.call('POST', '/synonyms/usual');
    expect(first).toEqual({ status: 200, body: { added: USUAL_SYNONYMS.length - 1 } });
    expect(await bench.call('POST', '/synonyms/usual')).toEqual({ status: 200, body: { added: 0 } });
    expect(await listed()).toHaveLength(USUAL_SYNONYMS.length);
    expect((await bench.audited()).slice(before)).toMatchObject([
      { action: 'search.synonyms_add_usual', after: { groups: USUAL_SYNONYMS.length - 1 } },
    ]);
  });

  it('are groups that anybody could add, and share no phrase', () => {
    expect(USUAL_SYNONYMS.length).toBeGreaterThanOrEqual(50);
    for (const phrases of USUAL_SYNONYMS) expect(readPhrases(phrases)).toEqual(phrases);
    const keys = USUAL_SYNONYMS.flat().map(phraseKey);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });
});
