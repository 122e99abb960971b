import type { Role } from './role.ts';

/** Who does something, and from where: what permissions are asked of and what the audit remembers. */
export interface Actor {
  /** A person; null: the office itself. */
  readonly personId: string | null;
  readonly roles: readonly Role[];
  /** `panel`, `shell`, `office`, or the name of a channel. */
  readonly channel: string;
  /** Network address, or the account in the channel. */
  readonly address: string | null;
  readonly traceId: string | null;
}

/** The office acting by itself: at a start, by a timer. It may everything. */
export const theOffice: Actor = {
  personId: null,
  roles: ['administrator'],
  channel: 'office',
  address: null,
  traceId: null,
};
