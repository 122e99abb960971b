import { SingleBar } from 'cli-progress';
import type { DryRun, ImportProgress, ShellFile } from '#modules/catalogue/index.ts';

const SAMPLES = 10;
const PHASES = { reading: 'Reading', comparing: 'Comparing', writing: 'Writing' } as const;

/** What was seen in a file, for somebody who decides whether it was seen rightly. */
export const tableLines = (path: string, { file, table }: ShellFile): string[] => {
  if (!table) return [`${path}: JSON.`];
  const { charset, separator, sheet, headerRow, mapping, groupRows } = table.reading;
  const kind =
    file.format === 'csv'
      ? `CSV, ${charset}, ${JSON.stringify(separator)}`
      : `XLSX, sheet ${JSON.stringify(sheet)}`;
  const columns = Object.entries(mapping).map(
    ([field, index]) => `  ${field} = ${table.columns[index]?.name || `column ${index + 1}`}`,
  );
  return [
    `${path}: ${kind}, names in line ${headerRow}, about ${table.rowsEstimate} rows.`,
    ...columns,
    ...(groupRows ? ['  category = headings between the goods'] : []),
  ];
};

/** What a dry run found. */
export const previewLines = ({ counts, preview, risks }: DryRun): string[] => {
  const { received, inserted, updated, unchanged, hidden, skipped } = counts;
  const some = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [`${title}:`, ...lines.slice(0, SAMPLES).map((line) => `  ${line}`)];
  return [
    `Rows: ${received}. Would be new: ${inserted}, changed: ${updated}, as before: ${unchanged}, hidden: ${hidden}, skipped: ${skipped}.`,
    ...some(
      'New',
      preview.new.map(({ sku, title, price }) => `+ ${sku}  ${title}  ${price ?? ''}`.trimEnd()),
    ),
    ...some(
      'Changed',
      preview.changed.map(({ sku, title, fields }) => `~ ${sku}  ${title}  ${changesIn(fields)}`),
    ),
    ...some(
      'Hidden',
      preview.hidden.map(({ sku, title }) => `- ${sku}  ${title}`),
    ),
    ...some(
      'Prices that jump',
      preview.jumps.map(({ sku, title, before, after }) => `! ${sku}  ${title}  ${before} → ${after}`),
    ),
    ...risks.map(({ kind, count, of }) => `Risk: ${kind}, ${count} of ${of}.`),
    'Nothing was changed.',
  ];
};

const changesIn = (fields: DryRun['preview']['changed'][number]['fields']): string =>
  Object.entries(fields)
    .map(([name, { before, after }]) => `${name}: ${textOf(before)} → ${textOf(after)}`)
    .join('; ');

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null);

/** Shows how far an import is: a bar on a terminal, a line per phase elsewhere. */
export const progressOn = (out: NodeJS.WriteStream, name: string) => {
  if (!out.isTTY) return { show: linePerPhase(out), end: () => {} };
  const bar = new SingleBar({
    stream: out,
    format: '{phase} {bar} {percentage} %  {name}',
    hideCursor: true,
    clearOnComplete: true,
    barsize: 30,
  });
  bar.start(100, 0, { phase: 'Reading', name });
  return {
    show: ({ phase, share }: ImportProgress): void =>
      bar.update(Math.floor(share * 100), { phase: PHASES[phase], name }),
    end: (): void => bar.stop(),
  };
};

const linePerPhase = (out: NodeJS.WritableStream) => {
  let last: string | undefined;
  return ({ phase }: ImportProgress): void => {
    if (phase !== last) out.write(`${PHASES[phase]} …\n`);
    last = phase;
  };
};
