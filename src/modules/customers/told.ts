import { LOCALES, type Locale } from '#kernel/locale.ts';
import { startValue } from '#kernel/start-value.ts';
import type { Words as Said } from '#modules/conversations/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { texts } from './texts.ts';

/** Says something to a person by themselves; false when they cannot be reached. */
export type Say = (tx: Tx, words: Said) => Promise<boolean>;

type Words = (typeof texts)[Locale];
type Names = { readonly person: string; readonly organization: string };

/** What people are told when something happens to them or to their organization. */
export const createTold = (say: Say) => {
  const tell = async (
    tx: Tx,
    personId: string,
    text: (words: Words) => string,
    button?: { readonly label: (words: Words) => string; readonly value: string },
  ): Promise<void> => {
    await say(tx, {
      personId,
      text: inAll((words) => text(words)),
      ...(button
        ? { buttons: inAll((words) => [[{ label: button.label(words), value: button.value }]]) }
        : {}),
    });
  };
  const organization = { label: (words: Words) => words.open, value: startValue('organization') };

  return {
    /** The owner: somebody asks for access. */
    asked: (tx: Tx, ownerId: string, requestId: string, names: Names) =>
      tell(tx, ownerId, (words) => words.asked(names.person || words.somebody, names.organization), {
        label: (words) => words.look,
        value: startValue('organization', `request:${requestId}`),
      }),
    /** The applicant, or whom the office made a member. */
    approved: (tx: Tx, personId: string, name: string) =>
      tell(tx, personId, (words) => words.approved(name), organization),
    refused: (tx: Tx, personId: string, name: string) =>
      tell(tx, personId, (words) => words.refused(name), {
        label: (words) => words.again,
        value: startValue('request-access'),
      }),
    removed: (tx: Tx, personId: string, name: string) => tell(tx, personId, (words) => words.removed(name)),
    /** Whoever invited. */
    joined: (tx: Tx, personId: string, names: Names) =>
      tell(
        tx,
        personId,
        (words) => words.joined(names.person || words.somebody, names.organization),
        organization,
      ),
    madeOwner: (tx: Tx, personId: string, name: string) =>
      tell(tx, personId, (words) => words.owner(name), organization),
  };
};

export type Told = ReturnType<typeof createTold>;

const inAll = <T>(make: (words: Words) => T): Readonly<Record<Locale, T>> =>
  Object.fromEntries(LOCALES.map((locale) => [locale, make(texts[locale])])) as Record<Locale, T>;
