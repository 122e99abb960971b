import type { TermKind, Token } from '../text/token.ts';
import type { Candidate } from './candidates.ts';

/** What one typed word may stand for. */
export interface Group {
  /** As the person typed it. */
  readonly typed: string;
  readonly token: Token;
  readonly kind: TermKind;
  readonly weight: number;
  /** Among the words of the query, from 1; 0 is nowhere. */
  readonly place: number;
  /** Nothing is missed without it. */
  readonly optional: boolean;
  /** Neither filler nor one or two letters. */
  readonly isFullWord: boolean;
  readonly candidates: Map<number, Candidate>;
}
