import { open } from 'node:fs/promises';
import { type AuditRow, auditRow } from './schema.ts';

/** An export: every entry as JSON on a line of its own. */
export async function* exportLines(rows: AsyncIterable<AuditRow>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

/** The entries of an exported file; null for a line that is none. */
export async function* readExport(path: string): AsyncGenerator<AuditRow | null> {
  const file = await open(path);
  for await (const line of file.readLines()) if (line.trim() !== '') yield rowOf(line.replace(/^\uFEFF/, ''));
}

const rowOf = (line: string): AuditRow | null => {
  try {
    return auditRow.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
};
