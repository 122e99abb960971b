import { compareDecimals } from '#kernel/decimal.ts';
import { shorten } from '#kernel/text.ts';
import type { Reading, WantedLine } from '../contract.ts';
import { MOST_ANSWERED_QTY, type SaidLine } from './answer.ts';
import { isGrounded, shareIn, typedIn, wordsOf } from './likeness.ts';

/** So many inventions are left out of an answer; with more of them nothing of it is believed. */
const FEW = 2;
/** A line of the local parser and a title with this share of words in common tell of one thing. */
const SAME_THING = 0.5;
/** An amount that was not said, by the contract with the models. */
const USUAL_QTY = '1';

/**
 * The lines of a model beside the text they were read from: titles that have nothing of the text are dropped, and what
 * only the local parser knows (the typed words, "as last time", a counted thing that the model has left out) is added.
 * Undefined: too much is invented.
 */
export const verified = (
  said: readonly SaidLine[],
  text: string,
  reading: Reading,
): readonly WantedLine[] | undefined => {
  const typed = typedIn(text);
  const known = said.filter(({ title }) => isGrounded(title, typed));
  const invented = said.length - known.length;
  if (invented > FEW || invented * 2 > said.length) return undefined;
  const nextLike = inOrder(reading.lines);
  const lines = known.map((line) => joined(line, nextLike(line.title)));
  return known.length === 0 ? lines : [...lines, ...leftOut(lines, reading)];
};

/** Things with an amount of which no line tells: an order is never lost because a model was brief. */
const leftOut = (lines: readonly WantedLine[], { lines: locals }: Reading): readonly WantedLine[] => {
  const told = wordsOf(lines.map(({ title, said }) => `${title} ${said}`).join('\n'));
  return locals.filter(
    ({ title, qty, loose }) => qty !== null && !loose && shareIn(title, told) < SAME_THING,
  );
};

/** Finds the local line of a title; each stands for one, and the first of several alike is taken. */
const inOrder = (lines: readonly WantedLine[]) => {
  const left = lines.map((line) => ({ line, words: wordsOf(`${line.title} ${line.said}`) }));
  return (title: string): WantedLine | undefined => {
    const shares = left.map(({ words }) => shareIn(title, words));
    const best = Math.max(0, ...shares);
    return best < SAME_THING ? undefined : left.splice(shares.indexOf(best), 1)[0]?.line;
  };
};

const joined = ({ title, qty, unit }: SaidLine, local: WantedLine | undefined): WantedLine => {
  const again = local?.again ?? false;
  if (!local) return { title, qty: qty ?? USUAL_QTY, unit, again, loose: false, said: title };
  // A loose number may be a size: a model that saw no amount in it is believed.
  const localQty = local.loose ? null : local.qty;
  const amount = uncut(qty, localQty) ?? localQty ?? (again ? null : USUAL_QTY);
  const agrees = amount !== null && local.qty !== null && compareDecimals(amount, local.qty) === 0;
  return {
    title,
    qty: amount,
    unit: unit ?? (agrees ? local.unit : null),
    again,
    loose: local.loose && agrees,
    said: shorten(local.said, 1_000),
    ...(local.code === undefined ? {} : { code: local.code }),
    ...(local.unbelieved && (qty === null || qty === MOST_ANSWERED_QTY) ? { unbelieved: true } : {}),
  };
};

/** What was cut down is as much as the text itself has. */
const uncut = (qty: string | null, typed: string | null): string | null =>
  qty === MOST_ANSWERED_QTY && typed !== null && compareDecimals(typed, qty) > 0 ? typed : qty;
