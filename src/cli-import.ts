import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { stringify } from 'csv-stringify';
import { messageOf } from '#kernel/errors.ts';
import { systemClock } from '#kernel/time.ts';
import type { Actor } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import {
  CHARSETS,
  createBatchesRead,
  createImporter,
  type Decided,
  dryRun,
  type ImportEnd,
  type ImportWish,
  isField,
  openFile,
  problemTexts,
  SEPARATORS,
  type ShellFile,
  SourceError,
} from '#modules/catalogue/index.ts';
import type { Log } from '#platform/log/log.ts';
import { createFolderStorage } from '#platform/storage/folder.ts';
import { previewLines, progressOn, tableLines } from './cli-import-view.ts';
import type { Config } from './config.ts';
import type { OfficeDatabase } from './database.ts';
import { READERS } from './readers.ts';

/** Problems that are printed; all of them go into a file. */
const SHOWN_PROBLEMS = 20;
const USAGE = 2;

interface Wanted extends Pick<Decided, 'charset' | 'sheet'> {
  readonly full?: boolean;
  readonly dryRun?: boolean;
  readonly allOrNothing?: boolean;
  readonly yes?: boolean;
  readonly map: Readonly<Record<string, string>>;
  readonly separator?: string;
  readonly problems?: string;
}

type WithDatabase = (
  work: (database: OfficeDatabase, by: { readonly core: Config['core']; readonly log: Log }) => Promise<void>,
) => Promise<void>;

/** `kontora import`: price lists and files of 1C from the shell. Ends with 0 done, 1 refused or bad, 2 wrong use. */
export const addImportCommand = (
  program: Command,
  { withDatabase, shell }: { withDatabase: WithDatabase; shell: () => Actor },
): void => {
  const command = program
    .command('import')
    .description('load goods from files: CSV, XLSX or JSON, whichever their content is')
    .argument('<file...>', 'price lists')
    .option('--full', 'the file is the whole catalogue: what it lacks is hidden')
    .option('--dry-run', 'show what would change, and change nothing')
    .option('--all-or-nothing', 'one bad row refuses the whole file')
    .option('--yes', 'load it even when it hides many goods or moves many prices')
    .option('--map <field=column>', 'which column is a field: its name, or its number from 1', addMapped, {})
    .addOption(new Option('--charset <charset>', 'of CSV').choices(CHARSETS))
    .option('--separator <sign>', 'of CSV: a sign, or tab')
    .option('--sheet <name>', 'of a workbook')
    .option('--problems <file.csv>', 'write there everything that is wrong with rows')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : USAGE));

  command.action(async (paths: string[], wanted: Wanted) => {
    if (wanted.full && paths.length > 1)
      return command.error('error: with --full there can be one file only', { exitCode: USAGE });
    const separator = separatorOf(wanted.separator);
    if (separator === null)
      return command.error(`error: --separator is one of ${SEPARATORS.join(' ')} tab`, { exitCode: USAGE });
    const files = await lookAt(
      paths,
      { charset: wanted.charset, sheet: wanted.sheet, separator },
      wanted.map,
    );
    if (!files) return fail();
    await withDatabase(async (database, { core, log }) => {
      const { db, connection } = database;
      const audit = createAudit({ clock: systemClock, log });
      const storage = await createFolderStorage({ folder: join(core.dataDir, 'files') });
      const importer = createImporter({
        connection,
        db,
        audit,
        storage,
        clock: systemClock,
        log,
        readers: READERS,
      });
      const batches = createBatchesRead({ db });
      const by = shell();
      for (const file of files) if (!(await load(file))) fail();

      async function load({ file }: ShellFile): Promise<boolean> {
        const { full: fullLoad, allOrNothing, yes: accepted } = wanted;
        const stopping = new AbortController();
        const stop = () => stopping.abort();
        process.once('SIGINT', stop);
        const progress = progressOn(process.stdout, file.name ?? '');
        const wish: ImportWish = {
          source: 'shell',
          by,
          file,
          skipBad: !allOrNothing,
          ...(fullLoad && { fullLoad }),
          ...(accepted && { accepted }),
          onProgress: progress.show,
        };
        try {
          if (wanted.dryRun) {
            const seen = await dryRun({ db, importer, clock: systemClock }, wish, stopping.signal);
            progress.end();
            if (seen.kind !== 'previewed') return await tell(seen);
            for (const line of previewLines(seen)) say(line);
            await tellProblems(seen.batchId);
            return true;
          }
          const end = await importer.run(wish, stopping.signal);
          progress.end();
          return await tell(end);
        } catch (error) {
          progress.end();
          say(stopping.signal.aborted ? 'Stopped: the catalogue is as it was.' : wordsOf(error));
          return false;
        } finally {
          process.off('SIGINT', stop);
        }
      }

      async function tell(end: ImportEnd): Promise<boolean> {
        if (end.kind === 'busy') say('Another import is running. Try again when it has ended.');
        if (end.kind === 'empty') say('The file has no goods: nothing was changed.');
        if (!('counts' in end)) return false;
        if (end.kind === 'done' && end.repeat) {
          say('The same file was the last one loaded: nothing to do.');
          return true;
        }
        const { received, inserted, updated, unchanged, hidden, skipped, warnings } = end.counts;
        say(
          `Rows: ${received}. New: ${inserted}, changed: ${updated}, as before: ${unchanged}, skipped: ${skipped}.`,
        );
        if (hidden > 0 && end.kind === 'done') say(`Hidden: ${hidden}.`);
        if (warnings > 0) say(`Warnings: ${warnings}.`);
        if (end.kind === 'bad_rows') say('There are bad rows: nothing was changed.');
        if (end.kind === 'held') {
          for (const { kind, count, of } of end.risks) say(`${RISKS[kind]} ${count} of ${of}.`);
          say('Nothing was changed yet: decide in the panel, or repeat it with --yes.');
        }
        if (end.kind === 'done') say('Done.');
        await tellProblems(end.batchId);
        return end.kind === 'done';
      }

      async function tellProblems(batchId: number): Promise<void> {
        const page = { page: 1, size: SHOWN_PROBLEMS };
        const { items, total } = await batches.problems(by, batchId, {}, page);
        for (const { index, sku, field, reason, value } of items) {
          const about = [sku, field, value === null ? null : JSON.stringify(value)]
            .filter(Boolean)
            .join(', ');
          say(`Line ${index}${about ? ` (${about})` : ''}: ${REASONS[reason]}`);
        }
        if (total > items.length) say(`… and ${total - items.length} more.`);
        if (wanted.problems === undefined) return;
        const rows = await batches.allProblems(by, batchId, {});
        const columns = ['index', 'level', 'sku', 'field', 'value', 'reason'];
        const table = stringify({ header: true, columns, bom: true, escape_formulas: true });
        await pipeline(rows, table, createWriteStream(wanted.problems));
        say(`Problems: ${total}, written to ${wanted.problems}.`);
      }
    });
  });
};

const REASONS = problemTexts.en.reasons;
const RISKS = {
  hides_many: 'It would hide',
  moves_prices: 'It would move prices by more than half:',
} as const;

/** Looks at all files before the first is loaded; undefined, and said why, when one cannot be read. */
const lookAt = async (
  paths: readonly string[],
  decided: Decided,
  map: Wanted['map'],
): Promise<readonly ShellFile[] | undefined> => {
  const files: ShellFile[] = [];
  for (const path of paths) {
    try {
      const file = await openFile(path, decided, map);
      for (const line of tableLines(path, file)) say(line);
      if (file.lacking.length === 0) files.push(file);
      else say(`${path}: no column for ${file.lacking.join(', ')}. Name it with --map.`);
    } catch (error) {
      say(`${path}: ${wordsOf(error)}`);
    }
  }
  return files.length === paths.length ? files : undefined;
};

const wordsOf = (error: unknown): string => {
  if (!(error instanceof SourceError)) return messageOf(error);
  const details = Object.entries(error.details).map(([name, value]) => `${name}: ${value}`);
  return `${error.message}${details.length > 0 ? ` (${details.join(', ')})` : ''}.`;
};

const addMapped = (text: string, before: Wanted['map']): Wanted['map'] => {
  const [, field = '', column = ''] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (!isField(field)) throw new InvalidArgumentError('It is field=column, such as sku=3.');
  return { ...before, [field]: column };
};

const separatorOf = (sign: string | undefined) => {
  const meant = sign === 'tab' || sign === '\\t' ? '\t' : sign;
  return meant === undefined ? undefined : (SEPARATORS.find((one) => one === meant) ?? null);
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const fail = (): void => {
  process.exitCode = 1;
};
