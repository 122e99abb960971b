import type { Actor } from '#modules/access/index.ts';
import type { Person } from '#modules/people/index.ts';
import { currentTraceId } from '#platform/log/trace.ts';

/** Who speaks in a channel from an account of theirs, as somebody who acts; null: nobody said anything. */
export const speakerOf = ({ id, roles }: Person, channel: string, account: string | null): Actor => ({
  personId: id,
  roles,
  channel,
  address: account,
  traceId: currentTraceId() ?? null,
});
