export { type Accounts, createAccounts } from './accounts.ts';
export type { LinkedChat } from './chats.ts';
export type { LinkOutlook, LinkRefusal, Links } from './link.ts';
export type { Credentials } from './open-account.ts';
export type { Say } from './password-links.ts';
export { accountData } from './personal-data.ts';
export { addAccountRoutes } from './routes.ts';
