export { createKeyGuards, serviceOf } from './guard.ts';
export { addServiceKeyRoutes } from './routes.ts';
export { SCOPES, type Scope } from './scope.ts';
export { createServiceKeys, type ServiceKey, type ServiceKeys } from './service-keys.ts';
