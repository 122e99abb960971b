import { readFile } from 'node:fs/promises';
import type { LoadHead, ProductDraft, ReadRow, ReadSource } from '../draft.ts';
import { SourceError } from '../draft.ts';

/** Drafts of tests: a file with the head on its first line and a row (`ReadRow`, or a bare draft) on each other. */
export const read: ReadSource = async function* ({ path, options }) {
  const { crash, hang, pieceOf = 1_000 } = options as { crash?: string; hang?: boolean; pieceOf?: number };
  const [head = '{}', ...lines] = (await readFile(path, 'utf8')).split('\n');
  if (head === 'broken') throw new SourceError('syntax', 'no JSON', { position: 7 });
  const rows = lines.map((line, index): ReadRow => {
    const row = JSON.parse(line) as ReadRow & Partial<ProductDraft>;
    return row.title === undefined
      ? row
      : { index, draft: { skuNormal: row.sku ?? '', deleted: false, ...row } as ProductDraft, problems: [] };
  });
  for (let at = 0; at < rows.length; at += pieceOf) {
    const some = rows.slice(at, at + pieceOf);
    yield { rows: some, bytes: some.length * 100 };
    if (crash === 'exit') process.exit(3);
    if (crash === 'throw')
      setTimeout(() => {
        throw new Error('out of nowhere');
      });
    if (hang || crash === 'throw') await new Promise((resolve) => setTimeout(resolve, 60_000));
  }
  return { full: false, allowEmpty: false, ...JSON.parse(head) } as LoadHead;
};
