import type { Locale } from '#kernel/locale.ts';
import type { OrderReader, UnderstoodLine, WantedLine } from '#modules/assistant/index.ts';
import { createBrowse } from '#modules/catalogue/index.ts';
import type { Reply, StepInput, TurnContext } from '#modules/conversations/index.ts';
import type { Order, OrderLine } from '#modules/orders/index.ts';
import { wordsOf } from './additions.ts';
import { costOf } from './amounts.ts';
import type { Review } from './data.ts';
import { doubtSaid } from './doubt-words.ts';
import { doubtActIn, openDoubts } from './doubts.ts';
import type { Effects } from './effects.ts';
import { texts } from './texts.ts';
import type { Understand } from './understand.ts';

type Act = NonNullable<ReturnType<typeof doubtActIn>>;

/** What somebody answers about lines in doubt. */
export const createDoubtHearing = ({
  understand,
  effects,
  reader,
}: {
  understand: Understand;
  effects: Effects;
  reader: Pick<OrderReader, 'glance'>;
}) => {
  const goOn = (review: Review, chosen: number | null = null) => ({
    go: 'review' as const,
    data: { ...review, fresh: false, chosen, first: null },
  });

  const unitOf = ({ lines }: Review, { said }: OrderLine) =>
    lines.find((line) => line.said === said)?.unit ?? null;

  /** The product is chosen for the line, unless it has gone. */
  const choose = async (
    turn: TurnContext,
    {
      review,
      line,
      productId,
      qty,
    }: {
      review: Review;
      line: OrderLine;
      productId: number;
      qty?: string | undefined;
    },
  ) => {
    const card = await createBrowse(turn).card(productId);
    if (!card) return { ...goOn(review), say: { text: texts[turn.locale].gone } };
    const unit = unitOf(review, line);
    return { ...goOn(review, productId), effects: [effects.choose(turn, { line, card, unit, qty })] };
  };

  /** A single line of somebody's words. */
  const found = async (turn: TurnContext, text: string): Promise<UnderstoodLine | undefined> => {
    const [first] = reader.glance(text).lines;
    const plain: WantedLine = { title: text, qty: null, unit: null, again: false, loose: false, said: text };
    const [understood] = await understand.match(turn, [first ?? plain]);
    return understood;
  };

  /** Does with a line what was chosen. */
  const follow = (
    turn: TurnContext,
    act: Act,
    { review, order }: { review: Review; order: Order | undefined },
  ) => {
    const words = texts[turn.locale];
    const line = order?.lines.find(({ id }) => id === act.lineId);
    if (!line?.doubt) return { ...goOn(review), say: { text: words.changed } };
    switch (act.act) {
      case 'choose':
        return line.choices.includes(act.productId)
          ? choose(turn, { review, line, productId: act.productId })
          : { ...goOn(review), say: { text: words.changed } };
      case 'other':
        return { go: 'other' as const, data: { review: { ...review, fresh: false }, lineId: line.id } };
      case 'office':
        return {
          ...goOn(review),
          effects: [effects.office(turn, line.id)],
          say: { text: words.leftToOffice },
        };
      case 'drop':
        return { ...goOn(review), effects: [effects.drop(turn, line.id)], say: { text: words.dropped } };
    }
  };

  return {
    /** Undefined: it was not about a line in doubt. */
    review: async (
      turn: TurnContext,
      input: StepInput,
      { review, order }: { review: Review; order: Order | undefined },
    ) => {
      const words = texts[turn.locale];
      if (input.kind === 'refused') {
        const why =
          input.reason === 'gone' ? words.gone : input.reason === 'missing' ? words.changed : words.tooMuch;
        return { ...goOn(review), say: { text: why } };
      }
      if (input.kind === 'text') {
        const [asked] = openDoubts(review, order);
        const said = asked && doubtSaid(input.text, turn.locale);
        const productId = asked?.choices[said?.place ?? 0] ?? 0;
        if (asked && said && (said.place === undefined || said.place < asked.choices.length))
          return follow(turn, { act: said.act, lineId: asked.id, productId }, { review, order });
        if (!asked || reader.glance(input.text).order === 'certain') return undefined;
        const refined = await found(turn, `${asked.title} ${input.text}`);
        return refined?.product
          ? choose(turn, { review, line: asked, productId: refined.product.id })
          : undefined;
      }
      const act = input.kind === 'choice' ? doubtActIn(input.value) : undefined;
      return act ? follow(turn, act, { review, order }) : undefined;
    },

    /** Other words for a line. */
    other: async (
      turn: TurnContext,
      input: StepInput,
      { review, lineId, order }: { review: Review; lineId: number; order: Order | undefined },
    ) => {
      const words = texts[turn.locale];
      const line = order?.lines.find(({ id }) => id === lineId);
      if (!line?.doubt) return { ...goOn(review), say: { text: words.changed } };
      if (input.kind !== 'text') return goOn(review);
      const understood = await found(turn, input.text);
      if (understood?.product)
        return choose(turn, {
          review,
          line,
          productId: understood.product.id,
          qty: understood.qty === null || understood.loose ? undefined : understood.qty,
        });
      if (!understood || understood.choices.length === 0)
        return { ...goOn(review), say: { text: words.stillUnknown(input.text.slice(0, 100)) } };
      const choices = understood.choices.map(({ id }) => id);
      const { go, data } = goOn(review);
      return {
        go,
        // Whoever has just found other words wants to see what they lead to.
        data: { ...data, first: line.said },
        effects: [effects.replace(turn, line, { title: wordsOf(understood), choices })],
      };
    },

    /** What the choice before came to. */
    told: ({ chosen }: Review, order: Order | undefined, locale: Locale): readonly Reply[] => {
      const line = chosen === null ? undefined : order?.lines.find(({ productId }) => productId === chosen);
      return line ? [{ text: texts[locale].chosen(line.title, costOf(line, locale)) }] : [];
    },
  };
};
