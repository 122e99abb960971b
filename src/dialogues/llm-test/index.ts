import { type OrderChain, SAMPLE, type Source, type Trial, unitTexts } from '#modules/assistant/index.ts';
import { type Dialogue, defineDialogue } from '#modules/conversations/index.ts';
import { texts } from './texts.ts';

type Words = (typeof texts)[keyof typeof texts];

/** `/llm_test`, with a text of one's own behind it or without: how each language model reads it, and how fast. */
export const createLlmTest = ({ reader }: { reader: Pick<OrderChain, 'attempt' | 'names'> }): Dialogue =>
  defineDialogue({
    name: 'llm-test',
    version: 1,
    command: 'llm_test',
    words: texts,
    roles: ['administrator'],
    data: {},
    steps: {},
    begin: async ({ locale }, { text }) => {
      const words = texts[locale];
      const sample = text.trim() === '' ? SAMPLE : text;
      const sources: readonly Source[] = reader.names.length > 0 ? reader.names : ['db'];
      const trials = await Promise.all(
        sources.map((source) => reader.attempt(sample, { source, place: 'chat' })),
      );
      const said = trials.map((trial, at) => reportOf(trial, sources[at] ?? 'db', words, locale));
      const none = reader.names.length === 0 ? [words.noKeys] : [];
      return { stay: true, say: { text: [words.tried(sample), ...none, ...said].join('\n\n') } };
    },
  });

const MOST_SHOWN = 10;

/** One provider: what came of it, in how long, and what was read in the end. */
const reportOf = (
  { attempts, lines, latencyMs, source }: Trial,
  asked: Source,
  words: Words,
  locale: keyof typeof texts,
): string => {
  const seconds = (ms: number) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(ms / 1_000);
  const [attempt] = attempts;
  const head = attempt
    ? words.attempt(words.names[attempt.provider], attempt.model, words.outcomes[attempt.outcome])
    : words.names[asked];
  const read = lines
    .slice(0, MOST_SHOWN)
    .map(
      ({ title, qty, unit }) =>
        `• ${title}${qty === null ? '' : ` — ${qty}${unit === null ? '' : ` ${unitTexts[locale][unit]}`}`}`,
    );
  const more = lines.length > MOST_SHOWN ? [words.more(lines.length - MOST_SHOWN)] : [];
  return [
    head,
    words.took(seconds(attempt?.latencyMs ?? latencyMs)),
    ...(attempt?.error ? [words.error(attempt.error)] : []),
    lines.length === 0 ? words.nothing : source === asked ? words.read : words.readInstead,
    ...read,
    ...more,
  ].join('\n');
};
