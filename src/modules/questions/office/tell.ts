import { sql } from 'kysely';
import { LOCALES, type Locale } from '#kernel/locale.ts';
import { startValue } from '#kernel/start-value.ts';
import type { Words } from '#modules/conversations/index.ts';
import type { FileRef } from '#modules/files/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { FileLinks } from '../links.ts';
import type { Members } from '../questions.ts';
import { texts } from '../texts.ts';

/** Pushes a message into the chat of a person; false: there is none. */
export type Say = (tx: Tx, words: Words) => Promise<boolean>;

/** An answer of the office that is to be told. */
export interface ToldAnswer {
  readonly questionId: string;
  readonly title: string;
  readonly organizationId: string | null;
  readonly text: string;
  readonly files: readonly FileRef[];
}

/**
 * Tells an answer to every customer who takes part in the question: who asked and who wrote, as long as they belong to
 * its organization. Answers how many could be told.
 */
export const createTelling = ({
  customers,
  links,
  say,
}: {
  customers: Members;
  links: FileLinks;
  say: Say;
}) => {
  const wordsFor = ({ title, text }: ToldAnswer, locale: Locale): string =>
    [texts[locale].answered(title), ...(text === '' ? [] : [text])].join('\n\n');

  const lineFor = ({ id, name }: FileRef, locale: Locale): string => {
    const link = links.to(id);
    return link === undefined ? texts[locale].fileElsewhere(name) : texts[locale].file(name, link);
  };

  const buttonsFor = (questionId: string, locale: Locale) => [
    [
      { label: texts[locale].reply, value: startValue('questions', `reply:${questionId}`) },
      { label: texts[locale].open, value: startValue('questions', questionId) },
    ],
  ];

  return async (tx: Tx, answer: ToldAnswer): Promise<number> => {
    const people = await whoTakesPart(tx, answer.questionId);
    const members =
      answer.organizationId === null ? undefined : await customers.memberIds(tx, answer.organizationId);
    const text = inEvery((locale) => wordsFor(answer, locale));
    const buttons = inEvery((locale) => buttonsFor(answer.questionId, locale));
    const files = answer.files.map((file) => ({ file, line: inEvery((locale) => lineFor(file, locale)) }));
    let told = 0;
    for (const personId of people)
      if (!members || members.includes(personId))
        told += (await say(tx, { personId, text, buttons, files })) ? 1 : 0;
    return told;
  };
};

const inEvery = <T>(make: (locale: Locale) => T): Readonly<Record<Locale, T>> =>
  Object.fromEntries(LOCALES.map((locale) => [locale, make(locale)])) as Record<Locale, T>;

/** By the id of the conversation in which each is told: that is the order in which everybody locks several. */
const whoTakesPart = async (tx: Tx, questionId: string): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select p.id from people p
    where p.erased_at is null and p.id in (
      select person_id from questions where id = ${questionId}
      union select author_id from question_messages where question_id = ${questionId} and not by_office
    )
    order by (
      select c.id from conversations c where c.person_id = p.id and c.kind = 'private' and c.reachable
      order by c.heard_at desc nulls last, c.id desc limit 1
    ) nulls last, p.id
  `.execute(tx);
  return rows.map(({ id }) => id);
};
