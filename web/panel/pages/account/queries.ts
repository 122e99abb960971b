import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

/** Where one is logged in. */
export const sessionsQuery = queryOptions({
  queryKey: ['account', 'sessions'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/sessions', { signal })),
});

/** Chats linked to the account. */
export const chatsQuery = queryOptions({
  queryKey: ['account', 'chats'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/account/chats', { signal })),
});
