import { createHash } from 'node:crypto';
import type { AuditRow, Head } from './schema.ts';

/** What the first entry is chained to. */
export const NO_ENTRY: Head = { seq: 0, hash: '0'.repeat(64) };

/** Why a chain does not hold at an entry. */
export type Break =
  /** It is not there. */
  | 'missing'
  /** It, or the hash of the one before it, is not what was written. */
  | 'changed'
  /** It stands where an earlier one belongs, or twice. */
  | 'misplaced'
  /** It is no audit entry at all. */
  | 'unreadable';

export type ChainState =
  | { readonly entries: number; readonly head: Head }
  | { readonly brokenAt: number; readonly why: Break };

/** SHA-256, in hex, over the bytes of the hash before and the canonical JSON of the row in UTF-8. */
export const hashOf = (previous: string, { hash: _, ...row }: Omit<AuditRow, 'hash'> & { hash?: string }) =>
  createHash('sha256').update(Buffer.from(previous, 'hex')).update(canonical(row)).digest('hex');

/**
 * Walks a chain from its first entry and finds the first place where it does not hold. A cut end cannot be
 * seen from the rows alone: compare the head with one noted earlier. `null` stands for an unreadable row.
 */
export const verify = async (
  rows: AsyncIterable<AuditRow | null>,
  onEntry: (head: Head) => void = () => {},
): Promise<ChainState> => {
  let head = NO_ENTRY;
  for await (const row of rows) {
    const expected = head.seq + 1;
    if (!row) return { brokenAt: expected, why: 'unreadable' };
    if (row.seq > expected) return { brokenAt: expected, why: 'missing' };
    if (row.seq < expected) return { brokenAt: row.seq, why: 'misplaced' };
    if (hashOf(head.hash, row) !== row.hash) return { brokenAt: row.seq, why: 'changed' };
    head = { seq: row.seq, hash: row.hash };
    onEntry(head);
  }
  return { entries: head.seq, head };
};

/** JSON with the keys of every object in the order of their UTF-16 units, without white space. */
const canonical = (value: unknown): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
};
