import { useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';
import { useChange } from '../parts/change.ts';
import { endSession } from './session.ts';

/** Ends the session; the shell then makes way for the login page. */
export const useLogout = () => {
  const queries = useQueryClient();
  return useChange({
    run: () => answer(api.DELETE('/api/v1/session')),
    touches: [],
    onDone: () => endSession(queries),
  });
};
