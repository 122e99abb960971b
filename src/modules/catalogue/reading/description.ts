import { Parser } from 'htmlparser2';
import { cleanText } from '#kernel/text.ts';

/** Elements whose content is for machines. */
const UNREAD = new Set(['script', 'style', 'template', 'noscript', 'head', 'iframe', 'object', 'svg']);
/** Elements that stand on lines of their own. */
const BLOCKS = new Set(
  'address article blockquote br div dd dl dt h1 h2 h3 h4 h5 h6 header footer hr li ol p pre section table tr ul'.split(
    ' ',
  ),
);

/** A description as plain text with its line breaks; markup is read only where there may be any. */
export const plainText = (text: string): string =>
  tidy(cleanText(/[<&]/.test(text) ? withoutMarkup(text) : text));

const withoutMarkup = (html: string): string => {
  const parts: string[] = [];
  let unread = 0;
  const parser = new Parser(
    {
      onopentagname(name) {
        if (UNREAD.has(name)) unread += 1;
        if (name === 'li') parts.push('\n• ');
        else if (BLOCKS.has(name)) parts.push('\n');
        else if (name === 'td' || name === 'th') parts.push(' ');
      },
      ontext(data) {
        if (unread === 0) parts.push(data);
      },
      onclosetag(name) {
        if (UNREAD.has(name)) unread = Math.max(0, unread - 1);
        if (BLOCKS.has(name) && name !== 'br') parts.push('\n');
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return parts.join('');
};

const tidy = (text: string): string =>
  text
    .replace(/[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .replace(/[\t\u00a0 ]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
