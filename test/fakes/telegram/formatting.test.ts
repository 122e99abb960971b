import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { format } from './entities.ts';
import { parseHtml } from './html.ts';
import { parseMarkdown, parseMarkdownV2 } from './markdown.ts';
import { createRig } from './rig.ts';

const PREFIX = "Bad Request: can't parse entities: ";

describe('V10: HTML', () => {
  it.each([
    ['<b>x', `Can't find end tag corresponding to start tag "b"`],
    ['я<x>y</x>', 'Unsupported start tag "x" at byte offset 2'],
    ['<b>1<i>2</b>3</i>', 'Unmatched end tag at byte offset 8, expected "</i>", found "</b>"'],
    ['x</b>', 'Unexpected end tag at byte offset 1'],
    ['1 < 2', 'Unsupported start tag "" at byte offset 2'],
    ['1 <2', 'Unclosed start tag at byte offset 2'],
    ['Труба <20 мм>', 'Unsupported start tag "20" at byte offset 11'],
    ['<span class="big">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<a href="x', 'Unclosed start tag "a" at byte offset 0'],
  ])('refuses %s', (source, problem) => {
    expect(() => parseHtml(source)).toThrow(PREFIX + problem);
  });

  it('reads every kind of tag', () => {
    const source =
      '<b>b</b><strong>b</strong><i>i</i><em>i</em><u>u</u><ins>u</ins><s>s</s><del>s</del>' +
      '<tg-spoiler>p</tg-spoiler><span class="tg-spoiler">p</span><a href="https://a.example/?a=1&amp;b=2">l</a>' +
      '<code>c</code><pre>r</pre><pre><code class="language-sql">q</code></pre>' +
      '<blockquote>k</blockquote><blockquote expandable>e</blockquote><tg-emoji emoji-id="5">*</tg-emoji>';
    const { text, entities } = parseHtml(source);
    expect(text).toBe('bbiiuussppl' + 'crqke*');
    expect(entities.map(({ type, offset }) => `${offset} ${type}`)).toEqual([
      '0 bold',
      '1 bold',
      '2 italic',
      '3 italic',
      '4 underline',
      '5 underline',
      '6 strikethrough',
      '7 strikethrough',
      '8 spoiler',
      '9 spoiler',
      '10 text_link',
      '11 code',
      '12 pre',
      '13 pre',
      '14 blockquote',
      '15 expandable_blockquote',
      '16 custom_emoji',
    ]);
    expect(entities[10]).toMatchObject({ url: 'https://a.example/?a=1&b=2' });
    expect(entities[13]).toMatchObject({ language: 'sql' });
  });

  it('decodes the four named references and numeric ones, and leaves the rest alone', () => {
    expect(parseHtml('&lt;&gt;&amp;&quot;&#1078;&#x436; &nbsp; & &laquo;').text).toBe(
      '<>&"жж &nbsp; & &laquo;',
    );
  });

  it('gives back every text that was escaped', () => {
    const escaped = (text: string) =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { text: parsed, entities } = parseHtml(`<b>${escaped(text)}</b>`);
        expect(parsed).toBe(text);
        expect(entities).toEqual(text === '' ? [] : [{ type: 'bold', offset: 0, length: text.length }]);
      }),
    );
  });
});

describe('V11: MarkdownV2', () => {
  it.each([
    ['1.', "Character '.' is reserved and must be escaped with the preceding '\\'"],
    ['a-b', "Character '-' is reserved and must be escaped with the preceding '\\'"],
    ['(x', "Character '(' is reserved and must be escaped with the preceding '\\'"],
    ['wow!', "Character '!' is reserved and must be escaped with the preceding '\\'"],
    ['a > b', "Character '>' is reserved and must be escaped with the preceding '\\'"],
    ['я *x', "Can't find end of Bold entity at byte offset 3"],
    ['`x', "Can't find end of Code entity at byte offset 0"],
    ['[x](https://a.example', "Can't find end of a URL at byte offset 4"],
  ])('refuses %s', (source, problem) => {
    expect(() => parseMarkdownV2(source)).toThrow(PREFIX + problem);
  });

  it('reads every kind of markup', () => {
    const source =
      '*b* _i_ __u__ ~s~ ||p|| `c` [l](https://a.example/\\)) ```sql\nq``` ![e](tg://emoji?id=5) 1\\.5';
    const { text, entities } = parseMarkdownV2(source);
    expect(text).toBe('b i u s p c l q e 1.5');
    expect(entities).toEqual([
      { type: 'bold', offset: 0, length: 1 },
      { type: 'italic', offset: 2, length: 1 },
      { type: 'underline', offset: 4, length: 1 },
      { type: 'strikethrough', offset: 6, length: 1 },
      { type: 'spoiler', offset: 8, length: 1 },
      { type: 'code', offset: 10, length: 1 },
      { type: 'text_link', offset: 12, length: 1, url: 'https://a.example/)' },
      { type: 'pre', offset: 14, length: 1, language: 'sql' },
      { type: 'custom_emoji', offset: 16, length: 1, custom_emoji_id: '5' },
    ]);
  });

  it('nests, and quotes lines', () => {
    expect(parseMarkdownV2('*a _b_*').entities).toEqual([
      { type: 'italic', offset: 2, length: 1 },
      { type: 'bold', offset: 0, length: 3 },
    ]);
    expect(parseMarkdownV2('>one\n>two\nthree')).toEqual({
      text: 'one\ntwo\nthree',
      entities: [{ type: 'blockquote', offset: 0, length: 7 }],
    });
    expect(parseMarkdownV2('>one\n>two||').entities).toEqual([
      { type: 'expandable_blockquote', offset: 0, length: 7 },
    ]);
  });

  it('gives back every text that was escaped', () => {
    const escaped = (text: string) => text.replace(/[_*[\]()~`>#+\-=|{}.!\\]/g, '\\$&');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(parseMarkdownV2(escaped(text))).toEqual({ text, entities: [] });
      }),
    );
  });
});

describe('legacy Markdown', () => {
  it('reads its few marks', () => {
    expect(parseMarkdown('*b* _i_ `c` [l](https://a.example) \\*')).toEqual({
      text: 'b i c l *',
      entities: [
        { type: 'bold', offset: 0, length: 1 },
        { type: 'italic', offset: 2, length: 1 },
        { type: 'code', offset: 4, length: 1 },
        { type: 'text_link', offset: 6, length: 1, url: 'https://a.example' },
      ],
    });
    expect(() => parseMarkdown('a *b')).toThrow(
      `${PREFIX}Can't find end of the entity starting at byte offset 2`,
    );
  });
});

describe('entities', () => {
  it('are checked, and moved when white space is cut off', () => {
    expect(format('  hi  ', { entities: [{ type: 'bold', offset: 2, length: 4 }] })).toEqual({
      text: 'hi',
      entities: [{ type: 'bold', offset: 0, length: 2 }],
    });
    expect(() => format('hi', { entities: [{ type: 'bold', offset: 1, length: 2 }] })).toThrow(PREFIX);
    expect(() => format('😀', { entities: [{ type: 'bold', offset: 1, length: 1 }] })).toThrow(PREFIX);
  });

  it('finds nothing inside code and links', () => {
    expect(format('<code>/start @anna_b</code>', { parse_mode: 'HTML' }).entities).toEqual([
      { type: 'code', offset: 0, length: 14 },
    ]);
  });

  it('reach the caller as refusals of the call', async () => {
    const { anna, refusal } = await createRig();
    const text = { chat_id: anna.id, text: '<b>x' };
    expect(await refusal('sendMessage', { ...text, parse_mode: 'HTML' })).toBe(
      `400 ${PREFIX}Can't find end tag corresponding to start tag "b"`,
    );
    expect(await refusal('sendMessage', { ...text, text: '1.', parse_mode: 'MarkdownV2' })).toBe(
      `400 ${PREFIX}Character '.' is reserved and must be escaped with the preceding '\\'`,
    );
    expect(await refusal('sendMessage', { ...text, parse_mode: 'BBCode' })).toBe(
      '400 Bad Request: unsupported parse_mode',
    );
    const entities = [{ type: 'bold', offset: 0, length: 1 }];
    expect(await refusal('sendMessage', { ...text, parse_mode: 'HTML', entities })).toMatch(/^400 /);
  });
});
