import { markAmounts } from './amounts.ts';
import { assemble } from './assemble.ts';
import { markBorders } from './borders.ts';
import { type Draft, draftOf } from './draft.ts';
import { withHomonyms } from './homonyms.ts';
import { resolveLone } from './lone.ts';
import type { Piece } from './piece.ts';
import { piecesOf } from './pieces.ts';
import { tellsPrice } from './prices.ts';
import type { Row } from './rows/rows.ts';
import { withSorts } from './sorts.ts';
import { withoutSignature } from './speaker.ts';
import { titleOf } from './title.ts';
import { CORRECTED, RANK } from './token.ts';
import { tokenize } from './tokenize.ts';
import type { Taken } from './verdict.ts';
import { GREETING, HEADINGS } from './words/texts.ts';
import { isTalk, isWish } from './words/words.ts';

/** What rows of free text want. */
export const readProse = (rows: readonly Row[]): Taken[] => {
  const isList = rows.filter(({ text }) => DASHED_END.test(text)).length > 1;
  const pieces = rows.map(({ text }) =>
    piecesOf(
      withHomonyms(markAmounts(withSorts(markBorders(tokenize(text))))),
      isList && DASHED_END.test(text),
    ),
  );
  const priced = pieces.some((some) => some.some(({ tokens }) => tellsPrice(tokens)));
  const drafts = rows.flatMap((row, at) =>
    draftsOf(row, at, pieces[at] ?? [], priced).map((draft) => ({ draft, row: row.text })),
  );
  const rowTexts = rows.map(({ text }) => text);
  const talks = drafts.some(({ draft }) => draft.talk || draft.tokens.some(isTalk));
  const greeted = drafts.some(({ draft }) => greets(draft));
  const taken = resolveLone(assemble(withoutSignature(drafts.map(({ draft }) => draft))), greeted).flatMap(
    (draft) => takenOf(draft, rowTexts),
  );
  const asks = taken.some(
    ({ line, wish }) => line.qty !== null || line.again || wish || /\p{L}.*\d$/u.test(line.title),
  );
  // Words without a wish or a number beside small talk are small talk, too.
  return asks || !talks ? taken : [];
};

/** "… - 5 pcs", "… × 5 pcs", "…: 5 pcs.": how rows of a list end. */
const DASHED_END =
  /(?:\s[-–—×]|:)\s{0,2}\d{1,6}(?:[.,]\d{1,3})?\s{0,2}(?:\p{L}[\p{L}²³23]{0,12})?\.?[;,.]?$/u;

const draftsOf = ({ text, blank }: Row, row: number, pieces: readonly Piece[], priced: boolean): Draft[] => {
  const ordering = pieces.some(({ tokens }) =>
    tokens.some((token) => token.kind === 'amount' || isWish(token)),
  );
  const drafts = pieces
    .map((piece) => ({ piece, draft: draftOf(piece, ordering, priced) }))
    .map(({ piece, draft }, at) => ({
      ...draft,
      row,
      talk: draft.talk || (pieces.length === 1 && isHeading(draft)),
      heading: (pieces[at + 1]?.border ?? (text.endsWith(':') ? ':' : '')) === ':',
      border: at > 0 || piece.border === CORRECTED ? piece.border : blank ? '\n\n' : '\n',
    }));
  return asked(drafts);
};

/** "Hello", "thanks": words of a piece, or all of it. */
const greets = ({ talk, title, tokens: [first] }: Draft): boolean =>
  (talk && title.length === 0) || (first?.kind === 'word' && GREETING.test(first.low));

/** "Tools" alone in a row. */
const isHeading = ({ title, amount }: Draft): boolean =>
  amount === null && title.length === 1 && HEADINGS.has(title[0]?.low ?? '');

/** A sentence that ends with a question mark and names no amount asks. */
const asked = (drafts: readonly Draft[]): Draft[] => {
  const result = [...drafts];
  let start = 0;
  for (let at = 0; at <= drafts.length; at += 1) {
    const border = drafts[at]?.border ?? '.';
    if (at < drafts.length && !/[.!?…]/.test(border)) continue;
    const sentence = drafts.slice(start, at);
    const isQuestion = border === '?' && !sentence.some(({ amount }) => amount !== null);
    if (isQuestion)
      for (let one = start; one < at; one += 1)
        result[one] = { ...sentence[one - start], question: true } as Draft;
    start = at;
  }
  return result;
};

const takenOf = (draft: Draft, rows: readonly string[]): Taken[] => {
  if (draft.talk || draft.title.length === 0 || (draft.question && !isWantedAnyway(draft))) return [];
  const title = titleOf(draft.title);
  if (!/[\p{L}\p{N}]/u.test(title)) return [];
  const { amount, loose, again, wish } = draft;
  const said = (rows[draft.row] ?? '').slice(draft.start, draft.end).trim() || title;
  return [
    {
      line: {
        title,
        qty: amount?.qty ?? null,
        unit: amount?.unit ?? null,
        again: again !== undefined,
        loose,
        said,
        ...(amount?.qty === null ? { unbelieved: true as const } : {}),
      },
      wish,
      sure: amount !== null && !loose && (amount.rank > RANK.measure || draft.leads || wish),
    },
  ];
};

/** "Are there 10 bags of cement?" asks; "10 bags of cement, are there?" may want them. */
const isWantedAnyway = ({ amount, asksFirst }: Draft): boolean =>
  amount !== null && amount.rank > RANK.loose && !asksFirst;
