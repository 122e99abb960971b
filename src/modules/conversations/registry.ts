import { LOCALES, type Locale } from '#kernel/locale.ts';
import type { Person } from '#modules/people/index.ts';
import type { MenuCommand } from './channel.ts';
import type { Dialogue, Offer } from './dialogue.ts';
import { bare, phrasesOf, titlesOf, withoutOpening } from './dialogue-words.ts';
import type { FileRef, Key } from './schema.ts';
import { texts } from './texts.ts';

/** What decides what somebody is offered. */
export type Audience = Pick<Person, 'roles' | 'customer'>;

/** Somebody the office does not know yet. */
export const STRANGER: Audience = { roles: [], customer: false };

/** Which dialogues exist, who may start them, and what words start them. */
export interface Registry {
  get(name: string): Dialogue | undefined;
  /** The dialogue that takes free text nobody asked for. */
  readonly fallback: Dialogue;
  /** Finds a dialogue by `/command` (without the slash) or by the title on a key, in any language. */
  byCommand(command: string): Dialogue | undefined;
  byTitle(text: string): Dialogue | undefined;
  /** Finds a dialogue by another of the phrases that begin it, in any language. */
  byPhrase(text: string): Dialogue | undefined;
  /** The dialogue in which people wait for an operator, when there is one. */
  readonly waiting: Dialogue | undefined;
  /** Whether the text is the cancel key, or the key that ends a talk with an operator, in any language. */
  isCancel(text: string): boolean;
  /** The dialogue that reads all of these files when they come without being asked for. */
  readerOf(files: readonly FileRef[]): Dialogue | undefined;
  mayStart(dialogue: Dialogue, audience: Pick<Audience, 'roles'>, kind: 'private' | 'group'): boolean;
  offers(locale: Locale, audience: Audience, kind: 'private' | 'group'): readonly Offer[];
  /** The main keyboard: two keys a row. */
  keyboard(offers: readonly Offer[]): readonly (readonly Key[])[];
  commands(locale: Locale, audience: Audience): readonly MenuCommand[];
}

/** Builds the registry; refuses dialogues whose names, commands, titles or phrases collide, with each other or with cancel. */
export const createRegistry = (dialogues: readonly Dialogue[], fallback: string): Registry => {
  const byName = unique(dialogues, ({ name }) => [name]);
  const cancels = new Set(LOCALES.flatMap((locale) => [texts[locale].cancel, texts[locale].leave].map(bare)));
  const byCommand = unique(dialogues, ({ command }) => (command ? [command] : []), new Set(['cancel']));
  const byTitle = unique(dialogues, titlesOf, cancels);
  const byPhrase = unique(dialogues, phrasesOf, new Set([...cancels, ...byTitle.keys()]));
  const fallbackDialogue = byName.get(fallback);
  if (!fallbackDialogue) throw new Error(`the fallback dialogue ${fallback} is not in the list`);

  const mayStart: Registry['mayStart'] = (dialogue, { roles }, kind) =>
    (!dialogue.roles || dialogue.roles.some((role) => roles.includes(role))) &&
    (kind === 'private' || dialogue.groups === true);

  const offers: Registry['offers'] = (locale, audience, kind) =>
    dialogues.flatMap((dialogue) =>
      dialogue.command && dialogue.words && isFor(dialogue, audience) && mayStart(dialogue, audience, kind)
        ? [
            {
              dialogue: dialogue.name,
              command: dialogue.command,
              title: dialogue.words[locale].title,
              about: dialogue.words[locale].about,
              key: dialogue.key === true,
            },
          ]
        : [],
    );

  return {
    get: (name) => byName.get(name),
    fallback: fallbackDialogue,
    waiting: dialogues.find(({ awaitsOperator }) => awaitsOperator),
    byCommand: (command) => byCommand.get(command.toLowerCase()),
    byTitle: (text) => byTitle.get(bare(text)),
    byPhrase: (text) => byPhrase.get(bare(text)) ?? byPhrase.get(withoutOpening(text)),
    readerOf: (files) => dialogues.find(({ reads }) => reads && files.every(reads)),
    isCancel: (text) => cancels.has(bare(text)),
    mayStart,
    offers,
    keyboard: (list) => {
      const keys = list.filter(({ key }) => key).map(({ title }) => ({ label: title }));
      return keys.flatMap((_, index) => (index % 2 === 0 ? [keys.slice(index, index + 2)] : []));
    },
    commands: (locale, audience) => [
      ...offers(locale, audience, 'private').map(({ command, about }) => ({ command, description: about })),
      { command: 'cancel', description: texts[locale].cancelAbout },
    ],
  };
};

/** Guests are those who have not registered; without an audience a dialogue is for everybody. */
const isFor = ({ audience }: Dialogue, { customer }: Audience): boolean =>
  audience === undefined || audience === (customer ? 'customers' : 'guests');

const unique = (
  dialogues: readonly Dialogue[],
  keys: (dialogue: Dialogue) => readonly string[],
  taken: ReadonlySet<string> = new Set(),
): Map<string, Dialogue> => {
  const map = new Map<string, Dialogue>();
  for (const dialogue of dialogues)
    for (const key of keys(dialogue)) {
      if (map.has(key) || taken.has(key))
        throw new Error(`dialogue ${dialogue.name} answers to "${key}", which is taken`);
      map.set(key, dialogue);
    }
  return map;
};
