import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Item } from './catalogue/catalogue.ts';

const rows = z.array(z.object({ sku: z.string(), title: z.string(), category: z.string().default('') }));

/** Goods of a CSV with a head; of its columns sku, title and category count. Throws for a file without them. */
export const readCatalogue = (path: string): Item[] =>
  rows.parse(
    parse(readFileSync(path), { bom: true, columns: true, skip_empty_lines: true, relax_quotes: true }),
  );
