import { cleanText } from '#kernel/text.ts';
import { MOST_LINES, type Reading } from '../contract.ts';
import { readProse } from './prose.ts';
import { type Row, rowsOf } from './rows/rows.ts';
import { type TableLine, tableAt } from './tables/tables.ts';
import { shortTitle } from './title.ts';
import { type Taken, verdictOf } from './verdict.ts';

/** Signs that part words and say nothing. */
const CONTROLS = /(?:(?![\n\t])\p{Cc})+/gu;
/** Signs that nobody sees, and such as turn the direction of text. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\uFFFD]+/gu;

/**
 * What somebody wants, read by rules alone: pure, linear in the length of the text, never throws. Titles are words of
 * the text; amounts that are zero or not to be believed are null, and of «5-6» the larger counts.
 */
export const parseOrder = (text: string): Reading => {
  const taken = sectionsOf(rowsOf(cleanText(text).replace(INVISIBLE, '').replace(CONTROLS, ' '))).flatMap(
    (section) => ('table' in section ? section.table.map(fromTable) : readProse(section.rows)),
  );
  const lines = taken.map(({ line }) => line);
  const kept = lines.slice(0, MOST_LINES);
  return { lines: kept, left: lines.length - kept.length, order: verdictOf(taken) };
};

type Section = { readonly table: readonly TableLine[] } | { readonly rows: Row[] };

/** Tables, and the free text around them. */
const sectionsOf = (rows: readonly Row[]): Section[] => {
  const sections: Section[] = [];
  const texts = rows.map(({ cells }) => cells);
  for (let at = 0; at < rows.length; ) {
    const table = tableAt(texts, at);
    const last = sections.at(-1);
    const row = rows[at];
    if (table) sections.push({ table: table.lines });
    else if (row && last && 'rows' in last) last.rows.push(row);
    else if (row) sections.push({ rows: [row] });
    at += table?.length ?? 1;
  }
  return sections;
};

const fromTable = ({ title, ...line }: TableLine): Taken => ({
  line: { title: shortTitle(title), again: false, loose: false, ...line },
  wish: true,
  sure: line.qty !== null,
});
