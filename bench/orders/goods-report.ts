import { isWrong, type JudgedLine } from '#test/search/matching.ts';
import { table } from './report.ts';

/** What became of lines where the goods are there, and where they are gone. */
export interface GoodsTrial {
  readonly goods: string;
  readonly products: number;
  readonly there: readonly JudgedLine[];
  readonly gone: readonly JudgedLine[];
}

/** From lines to goods, as Markdown; taking the best hit unseen is what it is measured against. */
export const goodsReport = ({ goods, products, there, gone }: GoodsTrial): string =>
  [
    '### From lines to goods',
    `Goods: ${goods}, ${products} products; ${there.length} lines, each meaning one of them. Taken: it goes into the cart unasked; offered: the right one is among the three to choose from; gone: the same lines after the goods they mean were removed, when whatever is taken is wrong.`,
    table([COLUMNS, row('Kontora', there, gone), naiveRow(there, gone)]),
    '### By class',
    table([
      COLUMNS,
      ...[...new Set(there.map(({ query }) => query.class))].map((name) => {
        const ofClass = ({ query }: JudgedLine): boolean => query.class === name;
        return row(name, there.filter(ofClass), gone.filter(ofClass));
      }),
    ]),
  ].join('\n\n');

const COLUMNS = [
  '',
  'lines',
  'taken rightly',
  'taken wrongly',
  'asked, offered',
  'asked, not offered',
  'to the office',
  'gone: taken wrongly',
];

const row = (name: string, there: readonly JudgedLine[], gone: readonly JudgedLine[]): string[] => {
  const share = (is: (line: JudgedLine) => boolean): string => percent(there.filter(is).length, there.length);
  return [
    name,
    `${there.length}`,
    share((line) => line.state === 'sure' && !isWrong(line)),
    share(isWrong),
    share(({ state, offers }) => state === 'doubtful' && offers.some(Boolean)),
    share(({ state, offers }) => state === 'doubtful' && !offers.some(Boolean)),
    share(({ state }) => state === 'unknown'),
    percent(gone.filter(isWrong).length, gone.length),
  ];
};

/** Takes the best hit, whatever it is; nothing only where nothing is found. */
const naiveRow = (there: readonly JudgedLine[], gone: readonly JudgedLine[]): string[] => {
  const isTaken = ({ hits }: JudgedLine): boolean => hits > 0;
  return [
    'the best hit unseen',
    `${there.length}`,
    percent(there.filter(({ isBestRight }) => isBestRight).length, there.length),
    percent(there.filter((line) => isTaken(line) && !line.isBestRight).length, there.length),
    '–',
    '–',
    percent(there.filter((line) => !isTaken(line)).length, there.length),
    percent(gone.filter(isTaken).length, gone.length),
  ];
};

const percent = (some: number, all: number): string =>
  all === 0 ? '–' : `${((some / all) * 100).toFixed(1)} %`;
