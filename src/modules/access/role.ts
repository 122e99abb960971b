/** What a person may be in the office; a person may be several, most people are none of these. */
export const ROLES = ['administrator', 'manager', 'operator'] as const;
export type Role = (typeof ROLES)[number];
