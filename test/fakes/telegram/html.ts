import type { MessageEntity } from '@grammyjs/types';
import { badRequest, type Refusal } from './refusal.ts';

/** Text without its markup, and what the markup said. Offsets are UTF-16 units. */
export interface Formatted {
  readonly text: string;
  readonly entities: MessageEntity[];
}

interface OpenTag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly offset: number;
}

const SIMPLE_TAGS: Readonly<Record<string, MessageEntity.CommonMessageEntity['type']>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  code: 'code',
};

const TAGS = new Set([...Object.keys(SIMPLE_TAGS), 'span', 'a', 'pre', 'blockquote', 'tg-emoji', 'tg-time']);

const CHARACTERS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** Parses Telegram's HTML; refuses unknown, unclosed and crossed tags with the texts of the real server. */
export function parseHtml(source: string): Formatted {
  const entities: MessageEntity[] = [];
  const open: OpenTag[] = [];
  let text = '';
  let at = 0;

  while (at < source.length) {
    const next = source.slice(at).search(/[<&]/);
    if (next !== 0) {
      text += next < 0 ? source.slice(at) : source.slice(at, at + next);
      at = next < 0 ? source.length : at + next;
    } else if (source[at] === '&') {
      const [character, length] = decodeCharacter(source, at);
      text += character;
      at += length;
    } else if (source[at + 1] === '/') {
      at = closeTag(at);
    } else {
      at = openTag(at);
    }
  }
  const last = open.at(-1);
  if (last) throw problem(`Can't find end tag corresponding to start tag "${last.name}"`);
  return { text, entities };

  function openTag(start: number): number {
    const name = /^[^\s>]*/.exec(source.slice(start + 1))?.[0].toLowerCase() ?? '';
    if (start + 1 + name.length >= source.length) throw problem('Unclosed start tag', offset(start));
    if (!TAGS.has(name)) throw problem(`Unsupported start tag "${name}"`, offset(start));
    const attributes = new Map<string, string>();
    const pattern = /\s*(?:(>)|([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+)))?)/y;
    pattern.lastIndex = start + 1 + name.length;
    for (;;) {
      const found = pattern.exec(source);
      if (!found) throw problem(`Unclosed start tag "${name}"`, offset(start));
      if (found[1]) break;
      attributes.set(found[2]?.toLowerCase() ?? '', decode(found[3] ?? found[4] ?? found[5] ?? ''));
    }
    if (name === 'span' && attributes.get('class') !== 'tg-spoiler') {
      throw problem('Tag "span" must have class "tg-spoiler"', offset(start));
    }
    open.push({ name, attributes, offset: text.length });
    return pattern.lastIndex;
  }

  function closeTag(start: number): number {
    const found = /^<\/([^\s>]*)\s*(>?)/.exec(source.slice(start));
    const name = found?.[1]?.toLowerCase() ?? '';
    const tag = open.pop();
    if (!tag) throw problem('Unexpected end tag', offset(start));
    if (!found?.[2]) throw problem('Unclosed end tag', offset(start));
    if (name !== '' && name !== tag.name) {
      throw problem('Unmatched end tag', `${offset(start)}, expected "</${tag.name}>", found "</${name}>"`);
    }
    if (text.length > tag.offset) addEntity(tag, text.length - tag.offset);
    return start + found[0].length;
  }

  function addEntity({ name, attributes, offset: start }: OpenTag, length: number): void {
    const range = { offset: start, length };
    const language = /^language-(.+)$/.exec(attributes.get('class') ?? '')?.[1];
    const simple = SIMPLE_TAGS[name];
    if (name === 'code' && language && open.at(-1)?.name === 'pre' && open.at(-1)?.offset === start) {
      entities.push({ type: 'pre', ...range, language });
    } else if (simple) entities.push({ type: simple, ...range });
    else if (name === 'span') entities.push({ type: 'spoiler', ...range });
    else if (name === 'a') addLink(attributes.get('href') ?? text.slice(start), range);
    else if (name === 'pre') {
      const coded = entities.some(
        (one) => one.type === 'pre' && one.offset === start && one.length === length,
      );
      if (!coded) entities.push({ type: 'pre', ...range });
    } else if (name === 'blockquote') {
      entities.push({
        type: attributes.has('expandable') ? 'expandable_blockquote' : 'blockquote',
        ...range,
      });
    } else if (name === 'tg-emoji') {
      const id = attributes.get('emoji-id') ?? '';
      if (!/^\d+$/.test(id)) throw problem('Invalid custom emoji identifier specified');
      entities.push({ type: 'custom_emoji', ...range, custom_emoji_id: id });
    }
  }

  function addLink(url: string, range: { offset: number; length: number }): void {
    if (isLink(url)) entities.push({ type: 'text_link', ...range, url });
  }

  function offset(position: number): string {
    return `at byte offset ${Buffer.byteLength(source.slice(0, position))}`;
  }
}

/** What Telegram accepts as the target of a link: a scheme it knows, or a bare host name. */
export const isLink = (url: string): boolean =>
  /^(https?|tg|ton|tonsite):\/\/\S+$/i.test(url) || /^[\p{L}\d-]+(\.[\p{L}\d-]+)+(\/\S*)?$/u.test(url);

/** A refusal of broken markup, in the words of the server. */
export const problem = (what: string, where = ''): Refusal =>
  badRequest(`can't parse entities: ${where === '' ? what : `${what} ${where}`}`);

function decodeCharacter(source: string, at: number): [string, number] {
  const found = /^&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(lt|gt|amp|quot));/i.exec(source.slice(at, at + 12));
  if (!found) return ['&', 1];
  if (found[3]) return [CHARACTERS[found[3].toLowerCase()] ?? '', found[0].length];
  const code = found[1] ? Number(found[1]) : Number.parseInt(found[2] ?? '', 16);
  const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return valid ? [String.fromCodePoint(code), found[0].length] : ['&', 1];
}

const decode = (text: string): string =>
  text.replace(/&[^;\s]{1,8};/g, (reference) => {
    const [character, length] = decodeCharacter(reference, 0);
    return length === reference.length ? character : reference;
  });
