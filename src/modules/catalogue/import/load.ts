import type { LongTransaction } from '#platform/db/copy.ts';
import { compareRows } from './compare.ts';
import type { ImportCounts, ImportPreview, ImportRisk, ImportWish } from './contract.ts';
import { COPY_STAGED, makeStaging, matchRows } from './match.ts';
import type { ReadEnd } from './message.ts';
import { endSession, findMissing, type LoadPage, rememberSeen } from './missing.ts';
import { takeSamples } from './preview.ts';
import type { NotedProblem } from './problems.ts';
import type { tellProgress } from './progress.ts';
import { readInThread } from './read.ts';
import { countChanges, findRisks } from './verdict.ts';
import { writeChanges } from './write.ts';

/** What a load is, and what it would do or did. */
export interface Load {
  readonly fullLoad: boolean;
  readonly page: LoadPage | undefined;
  /** All pages of it have come. */
  readonly complete: boolean;
  readonly counts: ImportCounts;
  readonly risks: readonly ImportRisk[];
  readonly problems: readonly NotedProblem[];
}

/** How comparing ended: written, or why not. */
export type Loaded =
  | { readonly kind: 'empty' }
  | { readonly kind: 'written'; readonly load: Load }
  | { readonly kind: 'bad_rows'; readonly load: Load }
  | { readonly kind: 'held' | 'previewed'; readonly load: Load; readonly preview: ImportPreview };

/** Reads a source, compares it with the catalogue and, unless something stands against it, writes it: in one transaction. */
export const loadSource = async (
  long: LongTransaction,
  {
    wish,
    batchId,
    now,
    reader,
    previewOnly,
    progress,
    signal,
  }: {
    wish: ImportWish;
    batchId: number;
    now: Date;
    reader: URL;
    previewOnly: boolean;
    progress: ReturnType<typeof tellProgress>;
    signal: AbortSignal | undefined;
  },
): Promise<Loaded> => {
  const { tx } = long;
  const end = await stage(long, { wish, reader, progress, signal });
  const { head, received } = end;
  const fullLoad = wish.fullLoad ?? head.full;
  const page = fullLoad ? pageOf(wish, end) : undefined;
  const empty = fullLoad && received === 0 && (page?.page ?? 1) === 1;
  if (empty && !head.allowEmpty && !wish.accepted) return { kind: 'empty' };

  progress.tell('comparing', 0);
  const left = await matchRows(tx);
  progress.tell('comparing', 0.3);
  const unknown = await compareRows(tx, { fullLoad, batchId, now });
  progress.tell('comparing', 0.8);
  const told = [...end.problems, ...left.problems, ...unknown];
  const missing = await findMissing(tx, { fullLoad, page });
  const changes = await countChanges(tx);
  const skipped = end.skipped + left.overridden + left.ambiguous;
  const risks = fullLoad ? await findRisks(tx) : [];
  const load: Load = {
    fullLoad,
    page,
    complete: missing.complete,
    counts: {
      received,
      ...changes,
      unchanged: received - skipped - changes.inserted - changes.updated,
      skipped,
      warnings: end.warnings + left.overridden + unknown.length + missing.problems.length,
    },
    risks,
    problems: [...told, ...missing.problems],
  };

  if (previewOnly) return { kind: 'previewed', load, preview: await takeSamples(tx) };
  if (wish.skipBad === false && end.skipped + left.ambiguous > 0) return { kind: 'bad_rows', load };
  // An empty load that is meant so says itself that everything goes.
  if (risks.length > 0 && !wish.accepted && !empty)
    return { kind: 'held', load, preview: await takeSamples(tx) };

  progress.tell('writing', 0);
  await writeChanges(tx, { batchId, now, onStep: (share) => progress.tell('writing', share) });
  if (page && load.complete) await endSession(tx, page.key);
  else if (page) await rememberSeen(tx, page.key);
  return { kind: 'written', load };
};

/** Fills the staging table from the reading thread. */
const stage = async (
  { tx, copyIn }: LongTransaction,
  {
    wish: { file },
    reader,
    progress,
    signal,
  }: {
    wish: ImportWish;
    reader: URL;
    progress: ReturnType<typeof tellProgress>;
    signal: AbortSignal | undefined;
  },
): Promise<ReadEnd> => {
  await makeStaging(tx);
  let end: ReadEnd | undefined;
  async function* rows() {
    end = yield* readInThread({
      reader: reader.href,
      path: file.path,
      options: file.reading,
      signal,
      onBytes: (bytes) => progress.tell('reading', bytes / Math.max(1, file.bytes)),
    });
  }
  await copyIn(COPY_STAGED, rows());
  if (!end) throw new Error('the source was not read to its end');
  return end;
};

const pageOf = ({ source }: ImportWish, { head }: ReadEnd): LoadPage | undefined => {
  const { page, pages, sessionId } = head;
  if (page === undefined || pages === undefined || pages <= 1) return undefined;
  return { key: `${source}:${sessionId ?? ''}`, page, pages };
};
