import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadHead, ReadRow } from '#modules/catalogue/reader.ts';
import { read } from './json-reader.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kontora-json-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const readBody = async (body: string | Buffer, options: unknown = {}) => {
  const path = join(folder, 'body');
  await writeFile(path, body);
  const pieces = read({ path, options });
  const rows: ReadRow[] = [];
  for (;;) {
    const piece: IteratorResult<{ rows: readonly ReadRow[] }, LoadHead> = await pieces.next();
    if (piece.done) return { rows, head: piece.value };
    rows.push(...piece.value.rows);
  }
};
const titles = async (body: string | Buffer, options?: unknown) =>
  (await readBody(body, options)).rows.map(({ draft }) => draft?.title);

const ITEM = '{"sku":"A-1","title":"Труба ПВХ «20»"}';
/** ASCII and Russian letters in windows-1251; Node cannot encode it. */
const cp1251 = (text: string): Buffer =>
  Buffer.from(
    [...text].map((letter) => {
      const code = letter.codePointAt(0) ?? 0;
      if (code < 128) return code;
      if (letter === '«') return 0xab;
      if (letter === '»') return 0xbb;
      return code - 0x410 + 0xc0;
    }),
  );

describe('a body of goods', () => {
  it.each([
    `[${ITEM}]`,
    `{"items":[${ITEM}]}`,
    `{"catalog":[${ITEM}]}`,
    ` { "items" : null , "catalog" : [ ${ITEM} ] , "note" : {"a":[1,2]} } `,
  ])('%s', async (body) => expect(await titles(body)).toEqual(['Труба ПВХ «20»']));

  it('says of the load what stands before or after the list', async () => {
    const head = { full: true, allowEmpty: true, page: 2, pages: 3, sessionId: 's-1' };
    const said = '"full":true,"allow_empty":"Да","page":2,"pages":"3","session_id":"s-1"';
    expect((await readBody(`{${said},"items":[]}`)).head).toEqual(head);
    expect((await readBody(`{"items":[],${said}}`)).head).toEqual(head);
    expect((await readBody('[]')).head).toEqual({ full: false, allowEmpty: false });
  });

  it.each(['{}', '{"goods":[]}', '"text"', '1', 'null', '{"items":{}}', '{"items":[],"items":[]}'])(
    '%s is JSON, but no goods',
    (body) => expect(readBody(body)).rejects.toMatchObject({ code: 'shape' }),
  );

  it.each([
    '',
    '{',
    '{"items":[}',
    '{"items":[]',
    '{"items":[]} x',
    '[] []',
    '<html>',
    '{items:[]}',
    '{"items":}',
    '{"items":[],}',
    '{"a":1 "items":[]}',
  ])('%j is no JSON', (body) => expect(readBody(body)).rejects.toMatchObject({ code: 'syntax' }));
});

it('what names the pages of a load is a text that a database takes', async () => {
  const { head } = await readBody(`{"page":1,"pages":2,"session_id":" a\\u0000b\\ud800 ","items":[${ITEM}]}`);
  expect(head).toMatchObject({ page: 1, pages: 2, sessionId: 'ab\ufffd' });
});

describe('letters', () => {
  const body = `{"items":[${ITEM}]}`;
  it.each([
    ['UTF-8 with a mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(body)]), undefined],
    [
      'UTF-16 with a mark',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(body, 'utf16le')]),
      undefined,
    ],
    ['UTF-16 without one', Buffer.from(body, 'utf16le'), undefined],
    ['windows-1251 undeclared', cp1251(body), undefined],
    ['windows-1251 declared', cp1251(body), 'windows-1251'],
    ['windows-1251 declared as UTF-8', cp1251(body), 'utf-8'],
    ['UTF-8 declared as windows-1251', Buffer.from(body), 'windows-1251'],
    ['an unknown charset', Buffer.from(body), 'x-none'],
  ])('%s', async (_, bytes, charset) => {
    expect(await titles(bytes, { charset })).toEqual(['Труба ПВХ «20»']);
  });

  it('are whole where chunks of the file are cut in the middle of one', async () => {
    const items = Array.from({ length: 40_000 }, (_, n) => ({ sku: `${n}`, title: `Ж${'ё'.repeat(n % 7)}` }));
    const { rows } = await readBody(`[${items.map((item) => JSON.stringify(item)).join()}]`);
    expect(rows.map(({ draft }) => draft?.title)).toEqual(items.map(({ title }) => title));
    expect(rows.map(({ index }) => index)).toEqual(items.map((_, n) => n));
  });
});
