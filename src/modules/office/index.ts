export type { Check } from './health.ts';
export { createOffice, type Office } from './office.ts';
export type { InboxHealth } from './parts/inboxes.ts';
export { watchProcess } from './parts/process.ts';
export { createProxies, type Proxies } from './parts/proxy.ts';
export { addHealthDetails, addOfficeRoutes } from './routes.ts';
export type { Cure, Health, Now, Part, Traffic } from './schema.ts';
