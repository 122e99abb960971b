import type { Problem } from '../../../api/problem.ts';
import type { SynonymGroup } from '../queries.ts';
import { keyOf } from '../spelling.ts';

/** Phrases as they were entered, cut where a list was: each once. */
export const cut = (entered: readonly string[]): readonly string[] =>
  joined(
    [],
    entered.flatMap((one) => one.split(/[,;\n]/)).map((phrase) => phrase.trim()),
  ).filter((phrase) => phrase !== '');

/** Groups that have these words in one of their phrases; all when there are none. */
export const fitting = (groups: readonly SynonymGroup[], words: string): readonly SynonymGroup[] =>
  groups.filter(({ phrases }) => phrases.some((phrase) => keyOf(phrase).includes(keyOf(words))));

/** Another group that has one of the phrases already, and that phrase. */
export const clashOf = (
  groups: readonly SynonymGroup[],
  phrases: readonly string[],
  own: number | undefined,
): { readonly phrase: string; readonly group: SynonymGroup } | undefined => {
  for (const group of groups) {
    if (group.id === own) continue;
    const known = new Set(group.phrases.map(keyOf));
    const phrase = phrases.find((one) => known.has(keyOf(one)));
    if (phrase !== undefined) return { phrase, group };
  }
  return undefined;
};

/** The phrases of both, each once, as it stands first. */
export const joined = (one: readonly string[], other: readonly string[]): readonly string[] => {
  const all = new Map<string, string>();
  for (const phrase of [...one, ...other]) if (!all.has(keyOf(phrase))) all.set(keyOf(phrase), phrase);
  return [...all.values()];
};

/** The phrase that a refusal is about: by its place in the body, else by the words of the refusal. */
export const refusedOf = (
  { fields, detail = '' }: Pick<Problem, 'fields' | 'detail'>,
  phrases: readonly string[],
): string | undefined => {
  const place = Object.keys(fields)
    .map((path) => /(?:^|\.)phrases\.(\d+)$/.exec(path)?.[1])
    .find((one) => one !== undefined);
  if (place !== undefined) return phrases[Number(place)];
  const told = [...Object.values(fields), detail].map(keyOf);
  // The longest first: one phrase may be part of another.
  return phrases
    .toSorted((a, b) => b.length - a.length)
    .find((phrase) => told.some((words) => words.includes(keyOf(phrase))));
};
