import type { Random } from '../random.ts';

const KEYBOARDS: readonly (readonly string[])[] = [
  ['йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю'],
  ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
];

/** Keys that a finger takes instead, by the key that was meant. */
const NEIGHBOURS: ReadonlyMap<string, readonly string[]> = neighbours();

/** The word with one slip of the fingers, never at its first letter; undefined where this try made none. */
export const slipped = (word: string, random: Random): string | undefined => {
  const letters = [...word];
  const at = 1 + random.below(letters.length - 1);
  const letter = letters[at] ?? '';
  const kind = random.pick(['beside', 'beside', 'beside', 'swapped', 'missing', 'doubled']);
  if (kind === 'beside') letters[at] = random.pick(NEIGHBOURS.get(letter) ?? [letter]);
  if (kind === 'swapped') letters.splice(at, 2, ...letters.slice(at, at + 2).reverse());
  if (kind === 'missing') letters.splice(at, 1);
  if (kind === 'doubled') letters.splice(at, 0, letter);
  const made = letters.join('');
  return made === word ? undefined : made;
};

function neighbours(): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const rows of KEYBOARDS)
    for (const [row, keys] of rows.entries())
      for (const [at, key] of [...keys].entries()) {
        const above = rows[row - 1] ?? '';
        const below = rows[row + 1] ?? '';
        const around = [keys[at - 1], keys[at + 1], above[at], above[at + 1], below[at - 1], below[at]];
        found.set(
          key,
          around.filter((one) => one !== undefined),
        );
      }
  return found;
}
