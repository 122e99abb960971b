/** A piece of a text; `href` when it is a link that is safe to follow. */
export interface TextPiece {
  readonly text: string;
  readonly href: string | null;
}

/** Splits a text at its http and https addresses; no other scheme ever becomes a link. */
export const linkify = (text: string): readonly TextPiece[] => {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(/\bhttps?:\/\/[^\s<>"«»]+/giu)) {
    const address = withoutTail(found);
    if (!URL.canParse(address)) continue;
    if (index > end) pieces.push({ text: text.slice(end, index), href: null });
    pieces.push({ text: address, href: new URL(address).href });
    end = index + address.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), href: null });
  return pieces;
};

/** Punctuation at the end belongs to the sentence; a closing bracket does when it was not opened in the address. */
const withoutTail = (address: string): string => {
  const spare = new Map([
    [')', countOf(address, ')') - countOf(address, '(')],
    [']', countOf(address, ']') - countOf(address, '[')],
  ]);
  let end = address.length;
  for (; end > 0; end -= 1) {
    const sign = address.charAt(end - 1);
    const left = spare.get(sign);
    if (left === undefined ? !".,;:!?'…".includes(sign) : left <= 0) break;
    if (left !== undefined) spare.set(sign, left - 1);
  }
  return address.slice(0, end);
};

const countOf = (text: string, sign: string): number => text.split(sign).length - 1;
