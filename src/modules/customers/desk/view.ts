import { z } from 'zod';

const Moment = z.iso.datetime();
const Named = z.object({ id: z.uuid(), name: z.string().describe('Empty: erased, or never told') });
const PriceType = z.object({ id: z.int(), name: z.string() });

export const Kind = z.enum(['company', 'private']).describe('A company, or a private person alone');
export const MemberRole = z.enum(['owner', 'member']);

/** An organization of the list, in JSON. */
export const ListedOrganizationView = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: Kind,
  price_type: PriceType.nullable().describe('Whose prices it sees; null: the usual ones'),
  work_hours: z.string().describe('When goods can be brought, in its own words'),
  blocked_at: Moment.nullable().describe('Since then its members order nothing; null: they do'),
  created_at: Moment,
  members: z.int(),
  owner: Named.nullable().describe('null: whoever comes first will own it'),
});

const MemberView = z.object({
  id: z.uuid().describe('Of the person'),
  name: z.string().describe('Empty: erased, or never told'),
  role: MemberRole,
  phone: z.string().nullable().describe('E.164'),
  phone_verified: z.boolean(),
  joined_at: Moment,
});
const AddressView = z.object({ id: z.uuid(), address: z.string(), used_at: Moment });
const InvitationView = z.object({
  id: z.guid().describe('Not the code: that nobody can read again'),
  by: Named,
  expires_at: Moment,
  used_at: Moment.nullable(),
  used_by: Named.nullable(),
});

/** Everything about one organization, in JSON. */
export const OrganizationView = ListedOrganizationView.omit({ members: true }).extend({
  note: z.string().describe('What the office remembers; its members never see it'),
  members: z.array(MemberView).describe('The owner first; at most 200'),
  addresses: z.array(AddressView).describe('The one used last first'),
  invitations: z.array(InvitationView).describe('Open ones, and those used within 90 days; the latest 50'),
  pending_requests: z.int().describe('Requests for access that wait'),
});

/** An invitation that was just made: the only time anybody sees its code. */
export const NewInvitationView = z.object({
  code: z.string().describe('For `/join CODE` in a chat'),
  links: z.array(z.string()).describe('The same as links: of the bot, of the web chat'),
  expires_at: Moment,
});

/** A request for access, in JSON. */
export const AccessRequestView = z.object({
  id: z.uuid(),
  state: z.enum(['pending', 'approved', 'refused']),
  person: Named.extend({ phone: z.string().nullable(), phone_verified: z.boolean() }),
  words: z.string().describe('The organization as the person named it'),
  organization: Named.nullable().describe('null: no organization is called exactly so; choose one'),
  created_at: Moment,
  decided_at: Moment.nullable(),
  decided_by: Named.nullable(),
});

export const PriceTypeView = PriceType;

type Listed = z.input<typeof ListedOrganizationView>;
type Organization = z.input<typeof OrganizationView>;
type AccessRequest = z.input<typeof AccessRequestView>;

/** The same as the database answers them: what JSON writes as ISO 8601 is a Date. */
export type ListedOrganization = Dated<Listed>;
export type OrganizationCard = Dated<Organization>;
export type ListedRequest = Dated<AccessRequest>;

type Dated<T> = {
  readonly [Key in keyof T]: Key extends `${string}_at` ? Date | Extract<T[Key], null> : T[Key];
};

/** Dates of a row as ISO 8601, one level deep: rows below it come from the database as JSON. */
export const iso = <T extends object>(row: T): Iso<T> =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, value instanceof Date ? value.toISOString() : value]),
  ) as Iso<T>;

type Iso<T> = {
  [Key in keyof T]: T[Key] extends Date ? string : T[Key] extends Date | null ? string | null : T[Key];
};
