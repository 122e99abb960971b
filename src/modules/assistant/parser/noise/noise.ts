import { AGAIN, SAME } from '../words/texts.ts';
import { CORRECTIONS, NUMERIC_NOISE, REPLACED, WORDY_NOISE } from './texts.ts';

/** A piece of a row that says nothing about which goods are wanted. */
export interface Noise {
  readonly start: number;
  readonly end: number;
  /** `again`: «as last time»; `border`: what follows corrects the amount before. */
  readonly kind: 'dropped' | 'again' | 'border';
}

const PATTERNS: readonly {
  readonly pattern: RegExp;
  readonly kind: Noise['kind'];
  readonly digits: boolean;
}[] = [
  ...NUMERIC_NOISE.map((pattern) => ({ pattern, kind: 'dropped' as const, digits: true })),
  ...WORDY_NOISE.map((pattern) => ({ pattern, kind: 'dropped' as const, digits: false })),
  ...REPLACED.map((pattern) => ({ pattern, kind: 'dropped' as const, digits: false })),
  ...CORRECTIONS.map((pattern) => ({ pattern, kind: 'border' as const, digits: false })),
  { pattern: new RegExp(AGAIN, 'gu'), kind: 'again', digits: false },
  { pattern: new RegExp(SAME, 'gu'), kind: 'again', digits: false },
];

/** Phones, dates, times, addresses and money in a row of small letters, in order, without overlaps. */
export const noiseOf = (low: string): readonly Noise[] => {
  const found: Noise[] = [];
  const hasDigit = /\d/.test(low);
  for (const { pattern, kind, digits } of PATTERNS) {
    if (digits && !hasDigit) continue;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(low); match; match = pattern.exec(low))
      found.push({ start: match.index, end: pattern.lastIndex, kind });
  }
  if (found.length === 0) return found;
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Noise[] = [];
  for (const one of found) if (one.start >= (kept.at(-1)?.end ?? 0)) kept.push(one);
  return kept;
};
