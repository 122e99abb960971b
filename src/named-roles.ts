import type { Config } from './config.ts';

/** Roles that the configuration gives: to accounts of Telegram, and to phones that a messenger vouches for. */
export const namedRoles = (config: Pick<Config, 'telegram' | 'people'>) => [
  ...config.telegram.admins.map((account) => ({
    kind: 'telegram',
    account,
    roles: ['administrator'] as const,
  })),
  ...config.people.phones,
];
