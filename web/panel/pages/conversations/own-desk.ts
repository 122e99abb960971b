import { useMe } from '../../session/session.ts';
import { type Desk, deskOf } from './desk.ts';

/** The desk of whoever is logged in. */
export const useOwnDesk = (): Desk => {
  const { id, name, login } = useMe();
  return deskOf({ id, name: name ?? login });
};
