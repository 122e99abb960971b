import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Importer } from '#modules/catalogue/index.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import { loadGoods } from './goods.ts';
import { loadDemo } from './index.ts';
import { demoPeople } from './texts.ts';

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office?.close());

const conversations = async () => {
  const rows = await office.db
    .selectFrom('conversations')
    .select(['id', 'title', 'language', 'heard', 'said'])
    .orderBy('title')
    .execute();
  return rows.map(({ id: _, ...row }) => row);
};

it('the demo people write, and the office answers them in their language; loading twice changes nothing', async () => {
  await loadDemo(office.app());
  const expected = [...demoPeople]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, language, says }) => ({ title: name, language, heard: says.length, said: says.length }));
  expect(await conversations()).toEqual(expected);

  const answers = await office.db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .select(['language', 'content'])
    .where('direction', '=', 'out')
    .execute();
  const saidIn = (language: string) => JSON.stringify(answers.filter((one) => one.language === language));
  expect(saidIn('ru')).toMatch(/[а-яё]/i);
  expect(saidIn('en')).not.toMatch(/[а-яё]/i);

  await loadDemo(office.app());
  expect(await conversations()).toEqual(expected);
});

it('the shop has goods three levels deep, handed over as 1C would send them', async () => {
  const handed: { readonly items: readonly Readonly<Record<string, unknown>>[] }[] = [];
  const run: Importer['run'] = async ({ file }) => {
    const content = await readFile(file.path);
    expect(file.hash).toEqual(createHash('sha256').update(content).digest());
    expect(file.bytes).toBe(content.length);
    handed.push(JSON.parse(content.toString()));
    return { kind: 'empty' };
  };
  await loadGoods({ run });
  const [{ items = [] } = {}] = handed;
  expect(items.length).toBeGreaterThanOrEqual(30);
  expect(items.length).toBeLessThanOrEqual(60);
  expect(new Set(items.map(({ sku }) => sku)).size).toBe(items.length);
  for (const { title, category, price, stock_qty } of items) {
    expect(title).toMatch(/[а-яё]/i);
    expect(category).toHaveLength(3);
    for (const number of [price, stock_qty]) expect(number).toMatch(/^\d+(\.\d{1,2})?$/);
  }
});

it('without a web chat there is nobody to hear it', async () => {
  await expect(loadDemo({ ...office.app(), channels: [] })).rejects.toThrow('web chat');
});
