import { AsyncLocalStorage } from 'node:async_hooks';

const traces = new AsyncLocalStorage<string>();

/** The trace id (32 hex digits) of the work now running, if it has one. */
export const currentTraceId = (): string | undefined => traces.getStore();

/** Runs `work` and everything it starts under a trace id. */
export const withTrace = <T>(traceId: string, work: () => T): T => traces.run(traceId, work);
