import type { FoundProduct } from '#modules/search/index.ts';

/** Units that people order in; their names are in texts.ts. */
export const UNITS = [
  'piece',
  /** A pack of the product: how many pieces it holds only the catalogue knows. */
  'pack',
  'box',
  'set',
  'pair',
  'roll',
  'bag',
  'sheet',
  'can',
  'bottle',
  'metre',
  'square_metre',
  'cubic_metre',
  'litre',
  'gram',
  'kilogram',
  'tonne',
] as const;
export type Unit = (typeof UNITS)[number];

/** One thing that somebody wants, as they said it. */
export interface WantedLine {
  /** What is wanted in their own words, without the amount; 1 to 255 characters. */
  readonly title: string;
  /** Exact decimal above zero; null: no amount was said. */
  readonly qty: string | null;
  /** Null: no unit was said. */
  readonly unit: Unit | null;
  /** "As last time": what the organization ordered before is meant. */
  readonly again: boolean;
  /** The amount is a number without a unit that may as well be a size. */
  readonly loose: boolean;
  /** The piece of the text that says all this, as typed. */
  readonly said: string;
  /** The article that the row of a table gives beside the title. */
  readonly code?: string;
  /** A number was said that is no amount: zero, or more than MOST_QTY. */
  readonly unbelieved?: true;
}

/** Lines that one order text may have; more are told of and left out. */
export const MOST_LINES = 500;
/** The largest amount that is believed, in any unit. */
export const MOST_QTY = 1_000_000;

/** A text as the local parser reads it. */
export interface Reading {
  readonly lines: readonly WantedLine[];
  /** More than MOST_LINES were wanted: so many are left out. */
  readonly left: number;
  /**
   * `certain`: several wanted things, or an amount with its unit; `maybe`: a loose number, a word that asks for goods;
   * `no`: words to search for, small talk, a question.
   */
  readonly order: 'certain' | 'maybe' | 'no';
}

/** Who read an order text; `db` is the local parser. */
export const SOURCES = ['gigachat', 'openai', 'db'] as const;
export type Source = (typeof SOURCES)[number];

/** How a call of a provider ended. */
export const OUTCOMES = [
  'read',
  /** Nothing that could be used: refused topic, broken JSON, another shape. */
  'no_answer',
  /** Our credentials are refused: out until the configuration changes. */
  'unauthorized',
  /** The quota is used up: out for hours. */
  'quota',
  'limited',
  'timeout',
  /** The network, 5xx, a page instead of JSON. */
  'failed',
  /** Our request is wrong: size, an unknown model. */
  'rejected',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What a provider said to one text. */
export interface ProviderAnswer {
  readonly outcome: Outcome;
  /** Titles and amounts only: whatever else a model says is dropped. Empty unless `read`. */
  readonly lines: readonly Pick<WantedLine, 'title' | 'qty' | 'unit'>[];
  readonly model: string;
  readonly tokensIn: number | null;
  readonly tokensOut: number | null;
  /** Why it did not read, in English, without any secret and without the text; null when it did. */
  readonly error: string | null;
}

/** Something about the model of a provider; `detail` is a date or a name. */
export interface ProviderWarning {
  readonly code: 'retires' | 'another_model';
  readonly detail: string;
}

/** A language model that reads order texts: one folder in `integrations/`. */
export interface Provider {
  readonly name: Exclude<Source, 'db'>;
  readonly model: string;
  /** Milliseconds one call may take. */
  readonly timeoutMs: number;
  /** Calls that may run at once in this process; absent: as many as come. */
  readonly streams?: number;
  /** What is allowed but should be told to who runs the office; may look at the service for it, at most once a day. */
  warnings?(): Promise<readonly ProviderWarning[]>;
  /** Reads a text; never throws for what the provider answers or fails to. Nothing but the text is sent. */
  read(text: string, signal: AbortSignal): Promise<ProviderAnswer>;
}

/** An order text as lines, by whoever could read it first. */
export interface ReadOrder {
  readonly lines: readonly WantedLine[];
  readonly left: number;
  readonly source: Source;
}

/** Reads order texts by the chain of providers, in the end by the local parser; never fails. */
export interface OrderReader {
  /** At once, and without any call: what the local parser makes of it. */
  glance(text: string): Reading;
  /** Within 30 s; nothing but the text leaves the office. `who`: for whom, so that nobody asks models without end. */
  read(text: string, signal?: AbortSignal, who?: string): Promise<ReadOrder>;
}

/** Whose words are understood: their aliases, earlier orders and prices count. */
export interface Buyer {
  readonly personId: string;
  readonly organizationId: string | null;
}

/** A wanted thing beside the goods it may be. */
export interface UnderstoodLine extends WantedLine {
  /** `sure`: taken without asking; `doubtful`: one of `choices`, or another; `unknown`: nothing like it is sold. */
  readonly state: 'sure' | 'doubtful' | 'unknown';
  /** Set when sure. */
  readonly product: FoundProduct | null;
  /** Why it is sure. */
  readonly by: 'alias' | 'earlier' | 'search' | 'sku' | null;
  /** The best first, at most three; empty unless doubtful. */
  readonly choices: readonly FoundProduct[];
  /** In the unit of the product, whole packs counted; of a line that is not sure, as said. Null: none was said. */
  readonly amount: string | null;
  /** How the amount came about, where it is not simply what was said; null: it is. */
  readonly amountBy:
    | 'packs'
    /** What was ordered last time. */
    | 'earlier'
    /** The unit that was said is not that of the product: the number stands as said. */
    | 'other_unit'
    /** The title tells the measure of one: so many of them hold what was said. */
    | 'sizes'
    /** The number that was said is no amount. */
    | 'unbelieved'
    | null;
  /** Nothing could be searched just now: that it is unknown does not mean that it is not sold. */
  readonly unsearched?: true;
}

/** Finds the goods that wanted lines mean. A product it answers with always exists and is visible. */
export interface Matcher {
  match(lines: readonly WantedLine[], buyer: Buyer): Promise<readonly UnderstoodLine[]>;
}
