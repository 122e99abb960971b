import { readFileSync } from 'node:fs';

/** A limit in characters (UTF-16 units), bytes of UTF-8, items or plain value; `parsed`: counted after entity parsing. */
export interface Limit {
  readonly min: number;
  readonly max: number;
  readonly unit: 'characters' | 'bytes' | 'items' | 'value';
  readonly parsed?: true;
}

export interface SpecField {
  readonly types: readonly string[];
  readonly required?: true;
  readonly limit?: Limit;
  /** The only values the field may have. */
  readonly values?: readonly string[];
}

export type SpecFields = Readonly<Record<string, SpecField>>;

export interface SpecMethod {
  readonly returns: readonly string[];
  readonly fields: SpecFields;
}

export type SpecType = { readonly fields: SpecFields } | { readonly subtypes: readonly string[] };

interface Spec {
  readonly version: string;
  readonly methods: Readonly<Record<string, SpecMethod>>;
  readonly types: Readonly<Record<string, SpecType>>;
}

/** The Bot API as data; see SOURCES.md. */
export const spec = JSON.parse(readFileSync(new URL('./bot-api.json', import.meta.url), 'utf8')) as Spec;

/** Methods of Bot API 10.2 and 10.3, which the data does not describe yet. */
const LATER_METHODS = [
  'editEphemeralMessageText',
  'editEphemeralMessageMedia',
  'editEphemeralMessageCaption',
  'editEphemeralMessageReplyMarkup',
  'deleteEphemeralMessage',
];

/** Update kinds of Bot API 10.2 and 10.3. */
const LATER_UPDATE_KINDS = ['subscription', 'stopped_message_generation'];

const names = new Map(
  [...Object.keys(spec.methods), ...LATER_METHODS].map((name) => [name.toLowerCase(), name]),
);

/** The proper spelling of a method, whatever its case; undefined when the Bot API has no such method. */
export const methodNamed = (name: string): string | undefined => names.get(name.toLowerCase());

const update = spec.types.Update;

/** Every kind of update, as it may stand in `allowed_updates`. */
export const UPDATE_KINDS: readonly string[] = [
  ...Object.keys(update && 'fields' in update ? update.fields : {}).filter((kind) => kind !== 'update_id'),
  ...LATER_UPDATE_KINDS,
];
