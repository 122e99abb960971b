import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { paths } from '../../api/schema.generated.ts';

type Route = paths['/api/v1/people/{id}']['get'];

/** Everything the office tells about one person. */
export type PersonCard = Route['responses'][200]['content']['application/json'];
export type ListedPerson =
  paths['/api/v1/people']['get']['responses'][200]['content']['application/json']['items'][number];
export type Role = PersonCard['roles'][number];

/** Milliseconds between looks at a card that is open: blocks end by themselves. */
const LOOK_EVERY_MS = 30_000;

/** What changes of a person touch beside their own card: lists, the palette, conversations. */
export const TOUCHED = [['people'], ['conversations']] as const;

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['people', 'card', id],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/people/{id}', { params: { path: { id } }, signal })),
    refetchInterval: LOOK_EVERY_MS,
  });
