import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

/** Every setting of the office. */
export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/settings', { signal })),
});

type Settings = Awaited<ReturnType<NonNullable<(typeof settingsQuery)['queryFn']>>>;

/** A setting with what counts now. */
export type Setting = Settings['items'][number];
export type { Settings };
