import type { Result } from '#kernel/result.ts';
import type { Actor } from '#modules/access/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';

/** A person as a member of the organization they act for. */
export interface Membership {
  readonly personId: string;
  readonly organizationId: string;
  readonly name: string;
  readonly kind: 'company' | 'private';
  readonly role: 'owner' | 'member';
  /** Whose prices it sees; null: the usual ones. */
  readonly priceTypeId: number | null;
  /** Its members order nothing at present. */
  readonly blocked: boolean;
}

/** A place where goods are brought to. */
export interface DeliveryAddress {
  readonly id: string;
  readonly address: string;
}

/** What orders, questions and dialogues need to know of customers. */
export interface Customers {
  /** For whom a person acts: the organization they chose last; undefined: they are not registered. */
  membershipOf(db: Database, personId: string): Promise<Membership | undefined>;
  /** All organizations of a person, the chosen one first. */
  membershipsOf(db: Database, personId: string): Promise<readonly Membership[]>;
  /** Whether a person may see what belongs to an organization. */
  isMember(db: Database, personId: string, organizationId: string): Promise<boolean>;
  /** Its members' person ids, the owner first. */
  memberIds(db: Database, organizationId: string): Promise<readonly string[]>;
  /** The one used last first; at most ten. */
  addressesOf(db: Database, organizationId: string): Promise<readonly DeliveryAddress[]>;
  /** Remembers an address, or that it was used again. 3 to 300 characters. */
  keepAddress(
    tx: Tx,
    wish: { readonly organizationId: string; readonly address: string },
  ): Promise<Result<undefined, 'invalid' | 'too_many'>>;
  /** Acts for another of their organizations from now on. */
  choose(
    tx: Tx,
    wish: { readonly personId: string; readonly organizationId: string },
  ): Promise<Result<undefined, 'not_yours'>>;
}

/** Who registers: what the dialogue has asked. */
export interface Registration {
  readonly personId: string;
  /** The conversation in which it happens. */
  readonly by: Actor;
  readonly name: string;
  /** Null: a private person. */
  readonly company: string | null;
  /** In E.164. `verified`: the channel vouches that it is theirs. */
  readonly phone: string;
  readonly verified: boolean;
  readonly address: string;
  readonly workHours: string;
  readonly email: string | null;
  /** As made by `hashPassword`; null: it is chosen later by a link. */
  readonly passwordHash: string | null;
}

/** Why a registration is refused; `company_taken` leads to a request for access. */
export type RegistrationRefusal = 'phone_taken' | 'company_taken' | 'registered';
