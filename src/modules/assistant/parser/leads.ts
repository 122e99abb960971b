import { isDash } from './numbers/numbers.ts';
import { ABOUT, GROUPS } from './numbers/texts.ts';
import { isTimes } from './sizes.ts';
import type { Token } from './token.ts';
import { ALL, EACH, FILLERS, IN, QUANTITY_WORDS } from './words/texts.ts';

/** Signs and small words that may stand between a thing and its amount. */
export const MOST_BETWEEN = 6;

/** What stands before the number of an amount, as far as `next`. */
export interface Lead {
  readonly next: number;
  readonly mark: 'none' | 'dash' | 'sure';
  readonly each: boolean;
  readonly open: boolean;
}

/** What announces an amount: a word for quantity, a dash, "x", a bracket, "each"; undefined where none can follow. */
export const leadAt = (tokens: readonly Token[], at: number, thing: boolean): Lead | undefined => {
  let next = at;
  let mark: Lead['mark'] = 'none';
  let each = false;
  let open = false;
  for (; next < at + MOST_BETWEEN; next += 1) {
    const token = tokens[next];
    if (!token) return undefined;
    if (QUANTITY_WORDS.has(token.low)) mark = 'sure';
    else if (ALL.has(token.low) && EACH.has(tokens[next + 1]?.low ?? '')) continue;
    else if (EACH.has(token.low)) {
      each = true;
      mark = 'sure';
    } else if (thing && isTimes(token)) mark = 'sure';
    else if (token.text === '=' || (token.text === ':' && mark === 'sure')) mark = 'sure';
    else if (thing && (isDash(token) || token.text === ':')) mark = mark === 'sure' ? mark : 'dash';
    else if (token.low === ABOUT && GROUPS.has(tokens[next + 1]?.low ?? '')) continue;
    else if (token.text === '(') open = true;
    else if (next > at && FILLERS.has(token.low)) continue;
    else if (token.text === '.' && mark === 'sure') continue;
    else if (token.low === IN && QUANTITY_WORDS.has(tokens[next + 1]?.low ?? '')) continue;
    else break;
  }
  return { next, mark, each, open };
};
