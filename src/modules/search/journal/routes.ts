import { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import { listOf, listQuery } from '#platform/http/list.ts';
import { SEARCH_PLACES } from '../contract.ts';
import { REPORT_SORTS, type ReportedSearch, SEARCH_RESULTS, type SearchReport } from './report.ts';

const Query = listQuery(REPORT_SORTS, '-times', {
  result: z
    .enum(SEARCH_RESULTS)
    .optional()
    .describe(
      'none: the last one found nothing; partly: it found products, but none with everything that was typed; ' +
        'unchosen: something was found, nothing opened',
    ),
  place: z.enum(SEARCH_PLACES).optional(),
  days: z.coerce.number().int().min(1).max(365).default(30).describe('Searches are kept for 180 days'),
});

const Item = z.object({
  query: z.string().describe('As it was typed last'),
  times: z.int(),
  found: z.int().describe('By the last of them'),
  corrected: z.string().nullable().describe('How the last of them was understood, where that differs'),
  chosen: z.int().describe('After how many of them a product was opened'),
  last_at: z.iso.datetime(),
});

/** What people look for, for the panel. */
export const addJournalRoutes = (http: Http, { report }: { report: SearchReport }): void => {
  http.get('/searches', {
    config: { permission: 'searches.read' },
    schema: {
      tags: ['Search'],
      summary: 'What people look for',
      description: 'Searches with the same query are one row. `q`: every word in the query.',
      querystring: Query,
      response: { 200: listOf(Item) },
    },
    handler: async (request) => {
      const { page, size, sort, ...filter } = request.query;
      const { items, total } = await report.page(actorOf(request), filter, { page, size, sort });
      return { items: items.map(itemOf), total };
    },
  });
};

const itemOf = ({ query, times, found, corrected, chosen, lastAt }: ReportedSearch) => ({
  query,
  times,
  found,
  corrected,
  chosen,
  last_at: lastAt.toISOString(),
});
