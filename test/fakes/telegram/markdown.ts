import type { MessageEntity } from '@grammyjs/types';
import { type Formatted, isLink, problem } from './html.ts';

type Kind =
  | 'Bold'
  | 'Italic'
  | 'Underline'
  | 'Strikethrough'
  | 'Spoiler'
  | 'Code'
  | 'Pre'
  | 'TextUrl'
  | 'CustomEmoji';

interface Open {
  readonly kind: Kind;
  readonly offset: number;
  readonly at: number;
  readonly language?: string;
}

/** What closes each kind, longest match first. */
const ENDS: Readonly<Record<Kind, string>> = {
  Bold: '*',
  Italic: '_',
  Underline: '__',
  Strikethrough: '~',
  Spoiler: '||',
  Code: '`',
  Pre: '```',
  TextUrl: ']',
  CustomEmoji: ']',
};

const SIMPLE: Partial<Record<Kind, MessageEntity.CommonMessageEntity['type']>> = {
  Bold: 'bold',
  Italic: 'italic',
  Underline: 'underline',
  Strikethrough: 'strikethrough',
  Spoiler: 'spoiler',
  Code: 'code',
};

const RESERVED = '_*[]()~`>#+-=|{}.!';

/** Parses MarkdownV2; refuses unescaped reserved characters and unclosed markup as the real server does. */
export function parseMarkdownV2(source: string): Formatted {
  const entities: MessageEntity[] = [];
  const open: Open[] = [];
  let quote: { offset: number } | undefined;
  let text = '';
  let at = 0;

  while (at < source.length) {
    const character = source.charAt(at);
    const inner = open.at(-1);
    const isCode = inner?.kind === 'Code' || inner?.kind === 'Pre';

    if (character === '\\' && /[\u0001-\u007e]/.test(source.charAt(at + 1))) {
      text += source.charAt(at + 1);
      at += 2;
    } else if (character === '>' && !isCode && isLineStart()) {
      quote ??= { offset: text.length };
      at += 1;
    } else if (source.startsWith('**>', at) && !isCode && isLineStart()) {
      endQuote('blockquote');
      quote = { offset: text.length };
      at += 3;
    } else if (quote && source.startsWith('||', at) && inner?.kind !== 'Spoiler' && isLineEnd(at + 2)) {
      endQuote('expandable_blockquote');
      at += 2;
    } else if (character === '\n' && quote && source.charAt(at + 1) !== '>') {
      endQuote('blockquote');
      text += character;
      at += 1;
    } else if (isCode ? character !== '`' : !RESERVED.includes(character)) {
      text += character;
      at += 1;
    } else if (inner && isEnd(inner.kind)) {
      open.pop();
      close(inner);
    } else {
      begin(character);
    }
  }
  endQuote('blockquote');
  const left = open.at(-1);
  if (left) throw problem(`Can't find end of ${left.kind} entity`, byteOffset(left.at));
  return { text, entities };

  function isLineStart(): boolean {
    return at === 0 || source.charAt(at - 1) === '\n';
  }

  function isLineEnd(position: number): boolean {
    return position >= source.length || source.charAt(position) === '\n';
  }

  function endQuote(type: 'blockquote' | 'expandable_blockquote'): void {
    if (quote && text.length > quote.offset) {
      entities.push({ type, offset: quote.offset, length: text.length - quote.offset });
    }
    quote = undefined;
  }

  function isEnd(kind: Kind): boolean {
    if (kind === 'Italic') return source.charAt(at) === '_' && source.charAt(at + 1) !== '_';
    return source.startsWith(ENDS[kind], at);
  }

  function begin(character: string): void {
    const start = at;
    const kind = kindAt(character);
    if (!kind) throw reserved(character);
    at += kind === 'CustomEmoji' ? 2 : ENDS[kind].length;
    let language = '';
    if (kind === 'Pre') {
      language = /^[^\s`]+(?=\s)/.exec(source.slice(at))?.[0] ?? '';
      at += language.length;
      at += /^(\r\n|\n\r|\n|\r)?/.exec(source.slice(at))?.[0].length ?? 0;
    }
    open.push({ kind, offset: text.length, at: start, ...(language === '' ? {} : { language }) });
  }

  function kindAt(character: string): Kind | undefined {
    const doubled = source.charAt(at + 1) === character;
    switch (character) {
      case '_':
        return doubled ? 'Underline' : 'Italic';
      case '*':
        return 'Bold';
      case '~':
        return 'Strikethrough';
      case '|':
        return doubled ? 'Spoiler' : undefined;
      case '[':
        return 'TextUrl';
      case '!':
        return source.charAt(at + 1) === '[' ? 'CustomEmoji' : undefined;
      case '`':
        return source.startsWith('```', at) ? 'Pre' : 'Code';
      default:
        return undefined;
    }
  }

  function close({ kind, offset, language }: Open): void {
    at += ENDS[kind].length;
    const target = kind === 'TextUrl' || kind === 'CustomEmoji' ? readTarget() : undefined;
    const length = text.length - offset;
    if (length === 0) return;
    const simple = SIMPLE[kind];
    if (simple) entities.push({ type: simple, offset, length });
    else if (kind === 'Pre')
      entities.push({ type: 'pre', offset, length, ...(language ? { language } : {}) });
    else if (kind === 'CustomEmoji') {
      const id = /^tg:\/\/emoji\?id=(\d+)$/.exec(target ?? '')?.[1];
      if (!id) throw problem('Custom emoji entity must contain a tg://emoji URL');
      entities.push({ type: 'custom_emoji', offset, length, custom_emoji_id: id });
    } else {
      const url = target ?? text.slice(offset);
      if (isLink(url)) entities.push({ type: 'text_link', offset, length, url });
    }
  }

  function readTarget(): string | undefined {
    if (source.charAt(at) !== '(') return undefined;
    const found = /\(((?:\\[\u0001-\u007e]|[^)\\]|\\(?![\u0001-\u007e]))*)\)/y;
    found.lastIndex = at;
    const match = found.exec(source);
    if (!match) throw problem("Can't find end of a URL", byteOffset(at + 1));
    at = found.lastIndex;
    return (match[1] ?? '').replace(/\\([\u0001-\u007e])/g, '$1');
  }

  function byteOffset(position: number): string {
    return `at byte offset ${Buffer.byteLength(source.slice(0, position))}`;
  }
}

function reserved(character: string) {
  return problem(`Character '${character}' is reserved and must be escaped with the preceding '\\'`);
}

/** Parses legacy Markdown: bold, italic, code, pre and links, no nesting. */
export function parseMarkdown(source: string): Formatted {
  const entities: MessageEntity[] = [];
  let text = '';
  let at = 0;
  while (at < source.length) {
    const character = source.charAt(at);
    if (character === '\\' && '_*`['.includes(source.charAt(at + 1)) && at + 1 < source.length) {
      text += source.charAt(at + 1);
      at += 2;
    } else if (!'_*`['.includes(character)) {
      text += character;
      at += 1;
    } else {
      const mark = source.startsWith('```', at) ? '```' : character === '[' ? ']' : character;
      const from = at + (character === '[' ? 1 : mark.length);
      const to = source.indexOf(mark, from);
      if (to < 0) {
        const offset = Buffer.byteLength(source.slice(0, at));
        throw problem(`Can't find end of the entity starting at byte offset ${offset}`);
      }
      add(mark, source.slice(from, to));
      at = to + mark.length;
      if (mark === ']') at += /^\([^)]*\)/.exec(source.slice(at))?.[0].length ?? 0;
    }
  }
  return { text, entities };

  function add(mark: string, content: string): void {
    const range = { offset: text.length, length: content.length };
    text += content;
    if (content === '') return;
    if (mark === '*') entities.push({ type: 'bold', ...range });
    else if (mark === '_') entities.push({ type: 'italic', ...range });
    else if (mark === '`') entities.push({ type: 'code', ...range });
    else if (mark === '```') entities.push({ type: 'pre', ...range });
    else {
      const url = /^\]\(([^)]*)\)/.exec(
        source.slice(source.indexOf(`${content}]`, at) + content.length),
      )?.[1];
      if (url && isLink(url)) entities.push({ type: 'text_link', ...range, url });
    }
  }
}
