import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCatalogue } from './catalogue-file.ts';
import { readQueries } from './queries/query-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kontora-search-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const written = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};

describe('a catalogue of a file', () => {
  it('has sku, title and category of every row, whatever else stands there', async () => {
    const path = await written(
      'goods.csv',
      '\ufeffsku,price,title,category\r\n1,5,"Кран ""Люкс"" 1/2, латунь",Краны / Шаровые\r\n2,,Муфта,\r\n',
    );
    expect(readCatalogue(path)).toEqual([
      { sku: '1', title: 'Кран "Люкс" 1/2, латунь', category: 'Краны / Шаровые' },
      { sku: '2', title: 'Муфта', category: '' },
    ]);
  });

  it('may lack categories, not titles', async () => {
    expect(readCatalogue(await written('short.csv', 'sku,title\n1,Муфта\n'))).toEqual([
      { sku: '1', title: 'Муфта', category: '' },
    ]);
    const untitled = await written('untitled.csv', 'sku,name\n1,Муфта\n');
    expect(() => readCatalogue(untitled)).toThrow('title');
  });
});

describe('queries of a file', () => {
  it('have a text, what is right, and the words they were made of where these are told', async () => {
    const lines = [
      { id: 'a', class: 'real', q: 'труба', relevant: ['1', '2'], title: 'by rule' },
      { id: 'b', class: 'typo1', q: 'турба 20', relevant: ['1'], base: 'Труба 20' },
    ];
    const path = await written(
      'queries.jsonl',
      `${lines.map((line) => JSON.stringify(line)).join('\n')}\n\n`,
    );
    expect(readQueries(path)).toEqual([
      { id: 'a', class: 'real', text: 'труба', relevant: ['1', '2'], base: [] },
      { id: 'b', class: 'typo1', text: 'турба 20', relevant: ['1'], base: ['Труба', '20'] },
    ]);
  });

  it('are refused without a right answer', async () => {
    const path = await written('bad.jsonl', '{"id":"a","class":"real","q":"труба","relevant":[]}\n');
    expect(() => readQueries(path)).toThrow();
  });
});
