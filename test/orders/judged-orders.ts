import { readFileSync } from 'node:fs';
import { UNITS, type Unit } from '#modules/assistant/contract.ts';

/** A line that a reader of the text expects. */
export interface ExpectedLine {
  readonly title: string;
  readonly qty: string | null;
  readonly unit: Unit | null;
  readonly again?: boolean;
}

/** An order text with what a reader takes from it. */
export interface JudgedOrder {
  readonly id: string;
  readonly class: string;
  /** Typed in haste or dictated: typos, no signs, abbreviations. */
  readonly hurried: boolean;
  /** Written after the parser had been made to read the others. */
  readonly held?: boolean;
  readonly text: string;
  readonly lines: readonly ExpectedLine[];
}

/** The set of this repository. */
export const OWN_SET = new URL('../data/orders.jsonl', import.meta.url);

/** Reads a set, one JSON object in each row; throws for a row of another shape. */
export const readJudgedOrders = (file: URL | string): JudgedOrder[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((row) => row.trim() !== '')
    .map((row, at) => {
      const order = JSON.parse(row) as JudgedOrder;
      const isRight =
        typeof order.text === 'string' &&
        typeof order.class === 'string' &&
        Array.isArray(order.lines) &&
        order.lines.every(({ title, unit }) => typeof title === 'string' && (!unit || UNITS.includes(unit)));
      if (!isRight) throw new Error(`row ${at + 1} is no judged order`);
      return order;
    });
