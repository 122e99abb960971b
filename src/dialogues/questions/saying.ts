import { newId } from '#kernel/ids.ts';
import { ok } from '#kernel/result.ts';
import { splitText } from '#kernel/text.ts';
import { effect, type FileRef, type StepInput, type TurnContext } from '#modules/conversations/index.ts';
import { LONGEST_TEXT, MOST_FILES, type Questions } from '#modules/questions/index.ts';
import type { Subject } from './data.ts';
import { texts } from './texts.ts';

/** What somebody said for a question. */
export interface Said {
  readonly text: string;
  readonly files: readonly FileRef[];
}

/** Words and attachments of an input; undefined: it is neither. */
export const saidIn = (input: StepInput): Said | undefined => {
  if (input.kind === 'text') return { text: input.text, files: [] };
  if (input.kind === 'file') return { text: input.text, files: input.files };
  return undefined;
};

/** What of `said` is polite to refuse before anything is tried: words for the person. */
export const impossible = ({ locale }: TurnContext, { files }: Said): string | undefined =>
  files.length > MOST_FILES ? texts[locale].tooManyFiles : undefined;

/** Why a write was refused, in words. */
export const refusedWords = ({ locale }: TurnContext, reason: string): string => {
  const words = texts[locale];
  if (reason === 'too_many') return words.tooMany;
  return reason === 'missing' ? words.noSuch : words.unreadable;
};

/** Says something in a question; longer words than one message may have are several. */
export const writing = (questions: Questions, { person }: TurnContext, questionId: string, said: Said) =>
  effect('write', async (tx) => {
    for (const part of partsOf(said)) {
      const written = await questions.write(tx, {
        personId: person.id,
        name: person.name,
        questionId,
        ...part,
      });
      if (!written.ok) return written;
    }
    return ok(undefined);
  });

/** Asks a new question; answers its id beside the write. */
export const asking = (
  questions: Questions,
  { person, locale }: TurnContext,
  said: Said,
  { orderId, productId, sought }: Subject,
) => {
  const id = newId();
  const who = { personId: person.id, name: person.name };
  return {
    id,
    effect: effect('ask', async (tx) => {
      const about = await questions.about(tx, { ...who, orderId, productId });
      if (!about.ok) return about;
      const [first = said, ...more] = partsOf(said);
      const title = titleFor(locale, about.value, sought, first);
      const asked = await questions.ask(tx, {
        id,
        ...who,
        ...first,
        orderId: orderId ?? null,
        productId: productId ?? null,
        ...(title === undefined ? {} : { title }),
      });
      if (!asked.ok) return asked;
      for (const part of more) {
        const written = await questions.write(tx, { ...who, questionId: id, ...part });
        if (!written.ok) return written;
      }
      return ok(undefined);
    }),
  };
};

/** What a question is called that is about something; undefined: by its own words. */
const titleFor = (
  locale: TurnContext['locale'],
  { order, product }: { readonly order: number | null; readonly product: string | null },
  sought: string | undefined,
  { text, files }: Said,
): string | undefined => {
  const words = texts[locale];
  const said = text.trim().split('\n')[0] || files[0]?.name || '';
  if (order !== null) return words.orderTitle(order, said);
  if (product !== null) return words.productTitle(product, said);
  return sought === undefined ? undefined : asIsOf(sought, locale);
};

/** Whether what was looked for in vain was no goods at all. */
export const isQuestion = (sought: string): boolean => sought.trim().endsWith('?');

/** What was looked for in vain, as the office is told of it. */
export const asIsOf = (sought: string, locale: TurnContext['locale']): string =>
  isQuestion(sought) ? sought : texts[locale].notFoundTitle(sought);

const partsOf = ({ text, files }: Said): Said[] =>
  splitText(text, LONGEST_TEXT).length === 0
    ? [{ text: '', files }]
    : splitText(text, LONGEST_TEXT).map((part, index) => ({ text: part, files: index === 0 ? files : [] }));
