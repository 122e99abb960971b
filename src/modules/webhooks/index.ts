export { webhooksCheck } from './check.ts';
export { createDeliver } from './deliver.ts';
export { createEmit, type EmitWebhook } from './emit.ts';
export { EVENT_TYPES, type EventType } from './event.ts';
export { addWebhookRoutes } from './routes.ts';
export { createWebhookSweep } from './sweep.ts';
export { createWebhooks, type Webhooks } from './webhooks.ts';
