import type { MessageEntity } from '@grammyjs/types';
import { type Formatted, parseHtml } from './html.ts';
import { parseMarkdown, parseMarkdownV2 } from './markdown.ts';
import { badRequest } from './refusal.ts';

/** How a caller asks for formatting: by a mode or by ready entities. */
export interface Formatting {
  readonly parse_mode?: string | undefined;
  readonly entities?: readonly MessageEntity[] | undefined;
}

/**
 * The text as Telegram would store it: markup parsed or entities checked, white space at both ends cut off,
 * commands, links, mentions and the like found.
 */
export function format(source: string, { parse_mode, entities = [] }: Formatting = {}): Formatted {
  if (parse_mode && entities.length > 0) throw badRequest('parse_mode and entities exclude each other');
  const clean = source.includes('\r') ? source.replaceAll('\r', '') : source;
  const parsed = parse_mode ? parse(clean, parse_mode) : { text: clean, entities: checked(clean, entities) };
  const { text, entities: kept } = trim(parsed);
  return { text, entities: [...kept, ...found(text, kept)].sort(byPlace) };
}

/** The same, in the shape of message fields: no empty list of entities. */
export function textFields(formatted: Formatted): { text: string; entities?: MessageEntity[] } {
  const { text, entities } = formatted;
  return entities.length > 0 ? { text, entities } : { text };
}

/** The same for a caption. */
export function captionFields({ text, entities }: Formatted): {
  caption?: string;
  caption_entities?: MessageEntity[];
} {
  if (text === '') return {};
  return entities.length > 0 ? { caption: text, caption_entities: entities } : { caption: text };
}

function parse(source: string, mode: string): Formatted {
  switch (mode.toLowerCase()) {
    case 'html':
      return parseHtml(source);
    case 'markdownv2':
      return parseMarkdownV2(source);
    case 'markdown':
      return parseMarkdown(source);
    default:
      throw badRequest('unsupported parse_mode');
  }
}

function checked(text: string, entities: readonly MessageEntity[]): MessageEntity[] {
  for (const { offset, length } of entities) {
    if (offset < 0 || length <= 0 || offset + length > text.length) {
      throw badRequest(`can't parse entities: entity ${offset}+${length} is outside the text`);
    }
    if (splitsPair(text, offset) || splitsPair(text, offset + length)) {
      throw badRequest("can't parse entities: entity begins or ends in the middle of a UTF-16 symbol");
    }
  }
  return [...entities];
}

const splitsPair = (text: string, at: number): boolean =>
  /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(at));

function trim({ text, entities }: Formatted): Formatted {
  const trimmed = text.trim();
  if (trimmed.length === text.length) return { text, entities };
  const cut = text.length - text.trimStart().length;
  const moved = entities.flatMap((entity) => {
    const start = Math.max(0, entity.offset - cut);
    const end = Math.min(trimmed.length, entity.offset + entity.length - cut);
    return end > start ? [{ ...entity, offset: start, length: end - start }] : [];
  });
  return { text: trimmed, entities: moved };
}

/** Longer texts are refused or unreal; searching them would only take long. */
const LONGEST_TEXT = 4096;

type FoundType = MessageEntity.CommonMessageEntity['type'];

/** `sign` is a character without which the pattern need not be tried. */
const PATTERNS: readonly { type: FoundType; sign: string; pattern: RegExp }[] = [
  { type: 'url', sign: '://', pattern: /\bhttps?:\/\/[^\s<>"]+[^\s<>"'.,:;!?)\]}]/giu },
  { type: 'email', sign: '@', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu },
  {
    type: 'bot_command',
    sign: '/',
    pattern: /(?<![\p{L}\p{N}_/@<>])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\p{L}\p{N}_/<>@])/gu,
  },
  { type: 'mention', sign: '@', pattern: /(?<![\p{L}\p{N}_@])@[A-Za-z]\w{2,31}(?![\p{L}\p{N}_@])/gu },
  { type: 'hashtag', sign: '#', pattern: /(?<![\p{L}\p{N}_#])#(?=[\p{N}_]*\p{L})[\p{L}\p{N}_]+/gu },
  { type: 'phone_number', sign: '+', pattern: /(?<![\p{L}\p{N}_])\+\d[\d() -]{8,18}\d/gu },
];

function found(text: string, taken: readonly MessageEntity[]): MessageEntity[] {
  const entities: MessageEntity[] = [];
  if (text.length > LONGEST_TEXT) return entities;
  for (const { type, sign, pattern } of PATTERNS) {
    if (!text.includes(sign)) continue;
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      const overlaps = (one: MessageEntity) =>
        one.offset < entity.offset + entity.length && entity.offset < one.offset + one.length;
      const hidden = taken.some((one) => OPAQUE.has(one.type) && overlaps(one));
      if (!hidden && !entities.some(overlaps) && !taken.some((one) => one.type === type && overlaps(one))) {
        entities.push(entity);
      }
    }
  }
  return entities;
}

/** Inside these nothing is looked for. */
const OPAQUE = new Set<string>(['code', 'pre', 'text_link', 'text_mention', 'custom_emoji']);

const byPlace = (a: MessageEntity, b: MessageEntity): number => a.offset - b.offset || b.length - a.length;
