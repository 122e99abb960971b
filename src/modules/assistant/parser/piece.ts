import type { Token } from './token.ts';

/** Tokens that speak of one thing, or of an amount, or of nothing. */
export interface Piece {
  readonly tokens: readonly Token[];
  /** What parts it from the piece before: a sign, "and", nothing inside of a run. */
  readonly border: string;
}
