export type { Check } from './health.ts';
export { createOffice } from './office.ts';
export { watchProcess } from './parts/process.ts';
export { createProxies } from './parts/proxy.ts';
export { addHealthDetails, addOfficeRoutes } from './routes.ts';
