import { answer, api, type Paths } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import { useChange } from '../../parts/change.ts';
import { TOUCHED } from './queries.ts';

type Correction =
  Paths['/api/v1/shop/organizations/{id}']['patch']['requestBody']['content']['application/json'];

/** Changes fields of an organization. */
export const useCorrection = (
  id: string,
  options: {
    readonly onDone?: () => void;
    readonly explain?: (problem: Problem) => string | false | undefined;
  },
) =>
  useChange({
    run: (body: Correction) =>
      answer(api.PATCH('/api/v1/shop/organizations/{id}', { params: { path: { id } }, body })),
    touches: TOUCHED,
    ...options,
  });
