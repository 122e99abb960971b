import type { Random } from '../random.ts';
import { WORDS } from './words.ts';

/** Titles of one kind of goods, told as a pattern. */
export interface Family {
  /** Titles of its categories from the root, as price lists write them: «Трубы / Полипропиленовые». */
  readonly category: string;
  /** How many different titles are wanted; fewer come where the pattern has no more. */
  readonly count: number;
  /**
   * `{a|b|}` is one of these, nested at will; `[brand]` a word of that list; `×` the sign between sizes and
   * `~` the gap before a unit as this price list has them; in `<VT.##@>` a `#` is a digit, a `@` a letter.
   */
  readonly pattern: string;
}

/** One title of a pattern. Throws for a pattern with an unknown list or unbalanced brackets. */
export const titleOf = (pattern: string, random: Random): string => {
  const chosen = choose(pattern, random);
  const sign = random.chance(0.7) ? 'х' : random.pick(['x', '*', ' х ', '×']);
  const gap = random.chance(0.5) ? '' : ' ';
  return chosen.replaceAll('×', sign).replaceAll('~', gap).replace(/\s+/g, ' ').replace(/ ,/g, ',').trim();
};

const choose = (pattern: string, random: Random): string => {
  let text = '';
  let at = 0;
  while (at < pattern.length) {
    const sign = pattern[at];
    if (sign === '{') {
      const end = closing(pattern, at);
      text += choose(random.pick(alternatives(pattern.slice(at + 1, end))), random);
      at = end + 1;
    } else if (sign === '[') {
      const end = pattern.indexOf(']', at);
      text += choose(random.pick(listOf(pattern.slice(at + 1, end))), random);
      at = end + 1;
    } else if (sign === '<') {
      const end = pattern.indexOf('>', at);
      text += codeOf(pattern.slice(at + 1, end), random);
      at = end + 1;
    } else {
      text += sign;
      at += 1;
    }
  }
  return text;
};

const listOf = (name: string): readonly string[] => {
  const list = WORDS[name];
  if (!list) throw new Error(`there is no list of words "${name}"`);
  return list;
};

const LETTERS = [...'ABCDEFGHKLMNPRSTV'];

const codeOf = (shape: string, random: Random): string =>
  shape.replace(/[#@]/g, (sign) => (sign === '#' ? String(random.below(10)) : random.pick(LETTERS)));

const closing = (pattern: string, opening: number): number => {
  let depth = 0;
  for (let at = opening; at < pattern.length; at += 1) {
    if (pattern[at] === '{') depth += 1;
    if (pattern[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error(`a bracket of "${pattern}" is never closed`);
};

/** Splits at the bars that stand outside inner brackets. */
const alternatives = (body: string): string[] => {
  const all = [''];
  let depth = 0;
  for (const sign of body) {
    if (sign === '{') depth += 1;
    if (sign === '}') depth -= 1;
    if (sign === '|' && depth === 0) all.push('');
    else all[all.length - 1] += sign;
  }
  return all;
};
