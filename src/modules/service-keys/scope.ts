/** What another system may do with a key; each is the name of a guard. */
export const SCOPES = [
  /** Fetch placed orders. */
  'orders:read',
  /** Tell what became of them. */
  'orders:write',
] as const;
export type Scope = (typeof SCOPES)[number];
