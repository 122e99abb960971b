import { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import { ProductKey } from '#modules/catalogue/index.ts';
import type { Http } from '#platform/http/http.ts';
import type { PanelSearch } from './panel.ts';
import { FoundView, foundView, StateView } from './view.ts';

/** Whatever a client writes; of several the first counts. */
const Typed = z
  .union([z.string(), z.array(z.string())])
  .default('')
  .transform((typed) => (typeof typed === 'string' ? typed : (typed[0] ?? '')));

const Query = z.strictObject({
  q: Typed.describe('Any text at all; its first 300 characters count, none finds nothing'),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1).describe('One past the end is the last'),
  size: z.coerce.number().int().min(1).max(100).default(20),
  hidden: z
    .enum(['no', 'yes'])
    .default('no')
    .describe('Whether goods that customers do not see are found, too'),
  note: z.enum(['yes', 'no']).default('yes').describe('no: the journal of searches does not keep it'),
});
const SearchKey = z.strictObject({ search_id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
const Choice = z.strictObject({
  product_id: ProductKey.shape.id,
  position: z.int().min(1).max(1_000_000).describe('Among all hits, from 1'),
});

const tags = ['Search'];
const config = { permission: 'catalogue.read' };

/** Search in the panel: hits with the reasons for each, what was opened then, and how the index is. */
export const addFindRoutes = (http: Http, { panel }: { panel: PanelSearch }): void => {
  http.get('/search', {
    config,
    schema: {
      tags,
      summary: 'Search for products',
      description:
        'Understands endings, typing errors, transliteration, the wrong keyboard layout, sizes and synonyms. Products ' +
        'whose sku or barcode is typed come first; among equals those in stock. Page 1 is kept in the journal of ' +
        'searches: the same text again, or typed on, within five seconds is one search. Filler alone is not kept.',
      querystring: Query,
      response: { 200: FoundView },
    },
    handler: async (request) => {
      const { q, page, size, hidden, note } = request.query;
      const wish = { text: q, page, size, withHidden: hidden === 'yes', noted: note === 'yes' };
      return foundView(await panel.find(actorOf(request), wish));
    },
  });

  http.post('/search/:search_id/choice', {
    config,
    schema: {
      tags,
      summary: 'Tell which hit was opened',
      description:
        'The first choice counts. Anything but a product and a search of one’s own changes nothing.',
      params: SearchKey,
      body: Choice,
      response: { 204: z.null().describe('Nothing') },
    },
    handler: async (request, reply) => {
      const { product_id: productId, position } = request.body;
      await panel.chose(actorOf(request), request.params.search_id, { productId, position });
      return reply.code(204).send(null);
    },
  });

  http.get('/search/state', {
    config,
    schema: { tags, summary: 'How the index of this replica is', response: { 200: StateView } },
    handler: async (request) => {
      const { state, documents, terms, megabytes, progress } = panel.state(actorOf(request));
      return { state, documents, terms, megabytes, progress };
    },
  });
};
