import { cleanText, shorten } from '#kernel/text.ts';
import { pause } from '#kernel/time.ts';
import type { Matcher, OrderReader, Reading, UnderstoodLine, WantedLine } from '#modules/assistant/index.ts';
import type { TurnContext } from '#modules/conversations/index.ts';
import type { Customers } from '#modules/customers/index.ts';
import { LONGEST_SAID } from './data.ts';

/** Between tries while nothing can search; somebody waits for the answer, and sees that we type. */
const PATIENCE_MS = [500, 1_500, 3_000];

/** A text with the goods it may mean. */
export interface Understood {
  readonly text: string;
  readonly order: Reading['order'];
  readonly lines: readonly UnderstoodLine[];
  readonly left: number;
}

export type Understand = ReturnType<typeof createUnderstand>;

/** Reads texts and finds their goods; what a turn has understood it does not ask for twice. */
export const createUnderstand = ({
  reader,
  matcher,
  customers,
}: {
  reader: OrderReader;
  matcher: Matcher;
  customers: Pick<Customers, 'membershipOf'>;
}) => {
  // The same object all through a turn, whatever dialogue it comes to.
  const known = new WeakMap<TurnContext['conversation'], Understood>();

  const match = async (
    turn: TurnContext,
    lines: readonly WantedLine[],
  ): Promise<readonly UnderstoodLine[]> => {
    const { db, person } = turn;
    const organizationId = (await customers.membershipOf(db, person.id))?.organizationId ?? null;
    const matched = await matcher.match(lines, { personId: person.id, organizationId });
    return matched.filter(isNamed);
  };

  /** The index of an office that has just started comes in a moment: worth waiting for. */
  const matchInTime = async (turn: TurnContext, lines: readonly WantedLine[]) => {
    let matched = await match(turn, lines);
    for (const ms of PATIENCE_MS) {
      if (!matched.some(({ unsearched }) => unsearched)) break;
      await pause(ms);
      matched = await match(turn, lines);
    }
    return matched;
  };

  return {
    match,

    /** At once: the local parser alone reads the text. */
    locally: async (turn: TurnContext, text: string): Promise<Understood> => {
      const { lines, left, order } = reader.glance(text);
      return { text, order, left, lines: await match(turn, lines) };
    },

    /** Takes up to half a minute where models are asked: never inside a transaction. */
    wholly: async (turn: TurnContext, text: string): Promise<Understood> => {
      const { order } = reader.glance(text);
      const { lines, left } = await reader.read(text, undefined, turn.person.id);
      return { text, order, left, lines: await matchInTime(turn, lines) };
    },

    /** What the turn has understood of the text before another dialogue handed it on. */
    known: ({ conversation }: TurnContext, text: string): Understood | undefined => {
      const understood = known.get(conversation);
      return understood?.text === text ? understood : undefined;
    },
    keep: ({ conversation }: TurnContext, understood: Understood): void => {
      known.set(conversation, understood);
    },
  };
};

/** A lone number or sign is no thing that anybody could look for. */
const isNamed = ({ state, title }: UnderstoodLine): boolean =>
  state !== 'unknown' || /\p{L}.*\p{L}|\p{N}{3}/u.test(title);

/** A piece of a text as the cart keeps it: of a row of a table its name and amount only. */
export const saidOf = ({ said, title, qty }: Pick<WantedLine, 'said' | 'title' | 'qty'>): string => {
  const words = said.includes('\t') ? [title, ...(qty === null ? [] : [qty])].join(' — ') : said;
  return shorten(cleanText(words).replace(/\s+/g, ' ').trim(), LONGEST_SAID);
};
