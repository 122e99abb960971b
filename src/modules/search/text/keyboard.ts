import { LATIN_KEYS, RUSSIAN_KEYS, SHIFTED_KEYS } from './texts.ts';

const pairs = [...RUSSIAN_KEYS].map((russian, at) => [LATIN_KEYS.charAt(at), russian] as const);

const TO_RUSSIAN: ReadonlyMap<string, string> = new Map([...pairs, ...Object.entries(SHIFTED_KEYS)]);

/** A full stop stays one: it ends shortened words far more often than it is the slip of a layout. */
const TO_LATIN: ReadonlyMap<string, string> = new Map(
  pairs.filter(([, russian]) => russian !== '.').map(([latin, russian]) => [russian, latin]),
);

const retype = (text: string, keys: ReadonlyMap<string, string>): string =>
  Array.from(text.toLowerCase(), (sign) => keys.get(sign) ?? sign).join('');

/** What the same keys type when the keyboard is switched to Russian, in small letters. */
export const toRussianLayout = (text: string): string => retype(text, TO_RUSSIAN);

/** What the same keys type when the keyboard is switched to Latin, in small letters. */
export const toLatinLayout = (text: string): string => retype(text, TO_LATIN);
