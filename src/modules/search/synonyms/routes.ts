import { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import { visibleWords } from '#platform/http/words.ts';
import { FEWEST_PHRASES, LONGEST_PHRASE, MOST_PHRASES } from './phrases.ts';
import type { SynonymGroups, Synonyms } from './synonyms.ts';

const GroupKey = z.strictObject({ id: z.coerce.number().int().min(1).max(2_147_483_647) });
const Phrases = z.strictObject({
  phrases: z.array(visibleWords(LONGEST_PHRASE)).min(FEWEST_PHRASES).max(MOST_PHRASES),
});
const Group = z.object({
  id: z.int(),
  phrases: z.array(z.string()).describe('Each finds what the others find'),
  changed_at: z.iso.datetime(),
});

const tags = ['Search'];
const read = { permission: 'searches.read' };
const tune = { permission: 'search.tune' };

/** Synonyms in the panel. A change has its effect at once, in every replica. */
export const addSynonymRoutes = (http: Http, { synonyms }: { synonyms: SynonymGroups }): void => {
  http.get('/synonyms', {
    config: read,
    schema: { tags, summary: 'Synonyms', response: { 200: z.object({ items: z.array(Group) }) } },
    handler: async (request) => ({ items: (await synonyms.list(actorOf(request))).map(groupOf) }),
  });

  http.post('/synonyms', {
    config: tune,
    schema: {
      tags,
      summary: 'Add a group of synonyms',
      description: 'A phrase that another group has is refused with 409; `errors` names it.',
      body: Phrases,
      response: { 201: Group },
    },
    handler: async (request, reply) =>
      reply.code(201).send(groupOf(await synonyms.add(actorOf(request), request.body.phrases))),
  });

  http.post('/synonyms/usual', {
    config: tune,
    schema: {
      tags,
      summary: 'Add the usual synonyms',
      description:
        'Those of building materials, plumbing and electrics, where no group has any of their phrases yet.',
      response: { 200: z.object({ added: z.int() }) },
    },
    handler: async (request) => ({ added: await synonyms.addUsual(actorOf(request)) }),
  });

  http.put('/synonyms/:id', {
    config: tune,
    schema: {
      tags,
      summary: 'Change a group of synonyms',
      description: 'As for a new one.',
      params: GroupKey,
      body: Phrases,
      response: { 200: Group },
    },
    handler: async (request) =>
      groupOf(await synonyms.change(actorOf(request), request.params.id, request.body.phrases)),
  });

  http.delete('/synonyms/:id', {
    config: tune,
    schema: {
      tags,
      summary: 'Remove a group of synonyms',
      params: GroupKey,
      response: { 204: z.null().describe('Nothing') },
    },
    handler: async (request, reply) => {
      await synonyms.remove(actorOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  });
};

const groupOf = ({ id, phrases, changedAt }: Synonyms) => ({
  id,
  phrases: [...phrases],
  changed_at: changedAt.toISOString(),
});
