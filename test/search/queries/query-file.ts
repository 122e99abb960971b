import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { JudgedQuery } from './generate.ts';

const line = z
  .object({
    id: z.string(),
    class: z.string(),
    q: z.string(),
    relevant: z.array(z.string()).min(1),
    base: z.string().default(''),
  })
  .transform(
    ({ q, base, ...rest }): JudgedQuery => ({ ...rest, text: q, base: base.split(/\s+/).filter(Boolean) }),
  );

/** Queries of a JSONL file, one `{id, class, q, relevant: [sku]}` a line. Throws for other lines. */
export const readQueries = (path: string): JudgedQuery[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((text) => text.trim() !== '')
    .map((text) => line.parse(JSON.parse(text)));
