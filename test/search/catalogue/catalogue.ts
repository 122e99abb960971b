import { foldedTitle } from '../fold.ts';
import { createRandom, type Random } from '../random.ts';
import { BATHROOM } from './bathroom.ts';
import { ELECTRICS } from './electrics.ts';
import { FASTENERS } from './fasteners.ts';
import { FINISHING } from './finishing.ts';
import { FITTINGS } from './fittings.ts';
import { HEATING } from './heating.ts';
import { type Family, titleOf } from './pattern.ts';
import { PIPES } from './pipes.ts';
import { TOOLS } from './tools.ts';
import { VALVES } from './valves.ts';

/** A product as price lists have it. */
export interface Item {
  readonly sku: string;
  readonly title: string;
  /** From the root, parted by « / »; may be empty. */
  readonly category: string;
}

const FAMILIES: readonly Family[] = [
  ...PIPES,
  ...FITTINGS,
  ...VALVES,
  ...BATHROOM,
  ...HEATING,
  ...ELECTRICS,
  ...FASTENERS,
  ...TOOLS,
  ...FINISHING,
];

/** Titles in which somebody typed letters of the other alphabet that look alike. */
const MISTYPED = 0.06;

/** About five thousand made-up wholesale goods with different titles; the same for the same seed. */
export const syntheticCatalogue = (seed = 1): Item[] => {
  const taken = new Set<string>();
  return FAMILIES.flatMap((family, index) => {
    const random = createRandom(seed, `family ${index}`);
    return titlesOf(family, random, taken).map((title, place) => ({
      sku: `K${index + 100}-${String(place + 1).padStart(3, '0')}`,
      title,
      category: family.category,
    }));
  });
};

const titlesOf = ({ pattern, count }: Family, random: Random, taken: Set<string>): string[] => {
  const titles: string[] = [];
  for (let attempt = 0; titles.length < count && attempt < count * 20; attempt += 1) {
    const title = titleOf(pattern, random);
    const folded = foldedTitle(title);
    if (taken.has(folded)) continue;
    taken.add(folded);
    titles.push(random.chance(MISTYPED) ? mistyped(title, random) : title);
  }
  return titles;
};

const ALIKE: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  х: 'x',
  у: 'y',
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  Х: 'X',
};

const mistyped = (title: string, random: Random): string => {
  const places = [...title].flatMap((sign, at) => (ALIKE[sign] === undefined ? [] : [at]));
  if (places.length === 0) return title;
  const at = random.pick(places);
  return title.slice(0, at) + ALIKE[title[at] ?? ''] + title.slice(at + 1);
};
