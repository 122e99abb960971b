import { z } from 'zod';
import { ListedProductView, listedView } from '#modules/catalogue/index.ts';
import { MATCH_KINDS, type SearchPage, type WordMatch } from '../contract.ts';
import { HITS } from './find.ts';
import type { ListedHit } from './panel.ts';

/** The shapes of search in the panel's HTTP API. */

const Part = z.number().describe('0 to 1');

const MatchView = z.object({
  typed: z.string(),
  found: z.string().describe('The word of the catalogue it was taken for; of a code what was typed'),
  kind: z.enum(MATCH_KINDS),
  similarity: Part,
  weight: z.number().describe('Rare words weigh more'),
});

const HitView = ListedProductView.extend({
  position: z.int().describe('Among all hits, from 1'),
  by: z.enum(['words', 'sku', 'barcode']).describe('sku, barcode: the text is that of this very product'),
  share: Part.describe('Of the score of the best hit, 0 to 1'),
  coverage: Part.describe('Which part of what the typed words weigh it has, 0 to 1'),
  marks: z
    .array(z.array(z.int()).length(2))
    .describe('Pieces of the title that matched: from, to, in UTF-16 units'),
  matches: z.array(MatchView).describe('Why it was found, word by word'),
  missed: z.array(z.string()).describe('Typed words it lacks'),
});

export const FoundView = z.object({
  items: z.array(HitView),
  total: z.int().describe(`On all pages; at most ${HITS} by words`),
  more: z.boolean().describe('Others may fit, too: only the best are counted'),
  corrected: z
    .string()
    .nullable()
    .describe('The query as it was understood, where that differs in layout or spelling'),
  unknown: z.array(z.string()).describe('Typed words that no product has in any reading'),
  empty: z.boolean().describe('Nothing to look for: no words, or greetings and filler only'),
  unsure: z.boolean().describe('The first hit is not taken without asking'),
  search_id: z.int().nullable().describe('For the choice; null: not noted'),
});

export const StateView = z.object({
  state: z
    .enum(['ready', 'building', 'stored', 'down'])
    .describe(
      'stored: the database answers, the catalogue is too large for the memory; down: nothing answers',
    ),
  documents: z.int(),
  terms: z.int(),
  megabytes: z.number(),
  progress: Part.nullable().describe('Of the index that is being built; null when none is'),
});

const matchView = ({ typed, found, kind, similarity, weight }: WordMatch) => ({
  typed,
  // Whatever separators and alphabet a code has, what it was found by is no spelling for people.
  found: kind === 'code' ? typed : found,
  kind,
  similarity,
  weight,
});

const hitView = ({ product, hit }: ListedHit): z.input<typeof HitView> => ({
  ...listedView(product),
  position: hit.position,
  by: hit.by,
  share: hit.share,
  coverage: hit.coverage,
  marks: hit.marks.map(([start, end]) => [start, end]),
  matches: hit.matches.map(matchView),
  missed: [...hit.missed],
});

export const foundView = ({
  items,
  total,
  more,
  corrected,
  unknown,
  empty,
  unsure,
  searchId,
}: Omit<SearchPage, 'items'> & { readonly items: readonly ListedHit[] }): z.input<typeof FoundView> => ({
  items: items.map(hitView),
  total,
  more,
  corrected,
  unknown: [...unknown],
  empty,
  unsure,
  search_id: searchId,
});
