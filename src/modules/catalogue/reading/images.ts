import { pick } from './fields.ts';
import type { Notes } from './notes.ts';
import { INNER } from './texts.ts';

const MOST = 100;
const LONGEST = 2_000;
/** Between addresses in one text: spaces, `|`, or a comma or semicolon before the next address. */
const BETWEEN = /[\s|]+|[,;](?=\s*https?:)/i;

/** Addresses of pictures (http, https) from a text, a list of texts or objects; undefined when not sent. */
export const readImages = (value: unknown, notes: Notes): readonly string[] | undefined => {
  if (value === undefined || value === null) return undefined;
  const found = new Set<string>();
  for (const sent of (Array.isArray(value) ? value : [value]).flatMap(textsIn)) {
    const url = addressOf(sent);
    if (url === undefined || found.size >= MOST) notes.warn('bad_image', 'images', sent);
    else found.add(url);
  }
  return [...found];
};

const textsIn = (sent: unknown): readonly unknown[] => {
  const said =
    typeof sent === 'object' && sent !== null && !Array.isArray(sent) ? pick(sent, INNER.url) : sent;
  if (typeof said === 'string') return said.split(BETWEEN).filter((text) => text !== '');
  return sent === null ? [] : [sent];
};

const addressOf = (sent: unknown): string | undefined => {
  const url = typeof sent === 'string' && sent.length <= LONGEST ? URL.parse(sent) : null;
  const fits = url !== null && /^https?:$/.test(url.protocol) && url.href.length <= LONGEST;
  return fits ? url.href : undefined;
};
