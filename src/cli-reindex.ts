import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { systemClock } from '#kernel/time.ts';
import type { Actor } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import { type ReindexProgress, reindex } from '#modules/search/index.ts';
import type { Log } from '#platform/log/log.ts';
import type { OfficeDatabase } from './database.ts';

type WithDatabase = (
  work: (database: OfficeDatabase, by: { readonly log: Log }) => Promise<void>,
) => Promise<void>;

/** `kontora reindex`: rebuilds the index of the search while everything goes on. Ends with 0 done, 1 not. */
export const addReindexCommand = (
  program: Command,
  { withDatabase, shell }: { withDatabase: WithDatabase; shell: () => Actor },
): void => {
  program
    .command('reindex')
    .description('rebuild the index of the search; the office goes on meanwhile')
    .action(() =>
      withDatabase(async ({ db, connection }, { log }) => {
        const began = performance.now();
        const stopping = new AbortController();
        const stop = () => stopping.abort();
        process.once('SIGINT', stop);
        process.once('SIGTERM', stop);
        const progress = progressOn(process.stdout);
        try {
          const { signal } = stopping;
          const end = await reindex({ connection, log, signal, onProgress: progress.show }).finally(
            progress.end,
          );
          if (end.kind === 'done') {
            const { products } = end;
            const audit = createAudit({ clock: systemClock, log });
            const entry = {
              by: shell(),
              action: 'search.reindex',
              subject: INDEX,
              after: { products },
            } as const;
            await db.transaction().execute((tx) => audit.record(tx, entry));
            return say(`Products: ${products}. Seconds: ${Math.round((performance.now() - began) / 1_000)}.`);
          }
          say(WORDS[end.kind]);
          process.exitCode = 1;
        } finally {
          process.off('SIGINT', stop);
          process.off('SIGTERM', stop);
        }
      }),
    );
};

const INDEX = { kind: 'index', id: 'search' } as const;

const WORDS = {
  busy: 'The index is being rebuilt already: nothing to do until that has ended.',
  stopped: 'Stopped: the index is right, but not all of it is new. Run it again.',
} as const;

/** Shows how far the work is: a bar on a terminal, a line per tenth elsewhere. */
const progressOn = (out: NodeJS.WriteStream): { show: ReindexProgress; end: () => void } => {
  if (!out.isTTY) {
    let last = 0;
    const show = (share: number) => {
      const tenth = Math.floor(share * 10);
      if (tenth > last) say(`${tenth * 10} %`);
      last = Math.max(last, tenth);
    };
    return { show, end: () => {} };
  }
  const format = 'Indexing {bar} {percentage} %';
  const bar = new SingleBar({ stream: out, format, hideCursor: true, clearOnComplete: true, barsize: 30 });
  bar.start(100, 0);
  return { show: (share) => bar.update(Math.floor(share * 100)), end: () => bar.stop() };
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);
