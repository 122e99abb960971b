import type { Random } from '../random.ts';

const UNITS = 'мм|см|м|кг|г|л|мл|квт|вт|ма|ка|а|в|шт|бар|мкм';
const GLUED = new RegExp(`(\\d)(${UNITS})(?![\\p{L}\\d])`, 'giu');
const APART = new RegExp(`(\\d) (${UNITS})(?![\\p{L}\\d])`, 'giu');
const BETWEEN = /(?<=\d)\s*[хx*×]\s*(?=\d)/giu;

type Respelling = (text: string, random: Random) => string;

/** What people do to sizes; each leaves a text without such sizes as it is. */
const RESPELLINGS: readonly Respelling[] = [
  (text) => text.replace(GLUED, '$1 $2'),
  (text) => text.replace(APART, '$1$2'),
  (text) => text.replace(/(\d) ?мм(?!\p{L})/iu, '$1mm'),
  (text, random) => {
    const sign = random.pick(['*', 'x', 'х', ' х ', ' x ', '×', ' на ']);
    return text.replace(BETWEEN, sign);
  },
  (text) => (/\d,\d/.test(text) ? text.replace(/(\d),(?=\d)/g, '$1.') : text.replace(/(\d)\.(?=\d)/g, '$1,')),
  (text, random) =>
    text.search(BETWEEN) >= 0
      ? text
      : text.replace(/(\d+) ?мм(?!\p{L})/iu, random.pick(['d$1', 'ф$1', 'Ø$1', 'd $1'])),
  (text, random) => text.replace(/(?:Ø|ду|dn)(?=\d)/iu, random.pick(['d', 'ф', 'ду ', 'd ', 'DN'])),
  (text) => (/\d\/\d"/.test(text) ? text.replaceAll('"', '') : text.replace(/(\d\/\d)(?![\d"])/, '$1"')),
  (text) => text.replace(/(\d\/\d|(?<= )[12])"/, '$1 дюйма'),
  (text) => text.replace(/(?<![\p{L}\d])([мm])(\d+)/iu, '$1 $2'),
];

/** The text with its sizes spelled in one or two other ways; undefined where it has none to respell. */
export const respelledSizes = (text: string, random: Random): string | undefined => {
  let made = text;
  let changes = 0;
  for (const respell of random.shuffled(RESPELLINGS)) {
    const next = respell(made, random);
    if (next === made) continue;
    made = next;
    changes += 1;
    if (changes === 2) break;
  }
  return changes === 0 || made === text ? undefined : made;
};
