import type { Check } from '../health.ts';
import type { Part } from '../schema.ts';

/** How an inbox fares, as conversations tell. */
export interface InboxHealth {
  readonly id: string;
  readonly channel: string;
  readonly health: 'ok' | 'degraded' | 'down' | 'off';
  /** The code of what would help. */
  readonly cure: string | null;
  readonly lastHeardAt: Date | null;
  /** Null when its messenger did not answer. */
  readonly status: { readonly account: string | null } | null;
}

/** Each inbox by itself: what one messenger suffers is no illness of the others. Absent ones are told as modules. */
export const inboxesCheck = ({
  inboxStates,
}: {
  inboxStates: () => Promise<readonly InboxHealth[]>;
}): Check => ({
  part: 'inbox',
  look: async () =>
    (await inboxStates())
      .filter(({ health }) => health !== 'off')
      .map(
        ({ id, channel, health, cure, lastHeardAt, status }): Part => ({
          part: 'inbox',
          name: id,
          state: health,
          facts: {
            channel,
            account: status?.account ?? null,
            last_heard_at: lastHeardAt?.toISOString() ?? null,
            trouble: cure,
          },
          cure: health === 'ok' ? null : 'see_inboxes',
        }),
      ),
});
