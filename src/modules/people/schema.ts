import type { Locale } from '#kernel/locale.ts';
import type { Role } from '#modules/access/index.ts';

/** A human, as the dialogues see one. */
export interface Person {
  readonly id: string;
  /** As they call themselves; at first as the channel names them. */
  readonly name: string;
  /** The language they chose; null: as the channel tells. */
  readonly locale: Locale | null;
  readonly roles: readonly Role[];
}

/** Contact data of a person; `verified`: the channel or a confirmation proved it. */
export interface ContactCard {
  readonly email: { readonly value: string; readonly verified: boolean } | undefined;
  /** E.164, e.g. +79991234567. */
  readonly phone: { readonly value: string; readonly verified: boolean } | undefined;
}
