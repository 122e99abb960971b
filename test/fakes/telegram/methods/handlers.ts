import type { ApiMethods } from '@grammyjs/types';
import type { VirtualClock } from '../clock.ts';
import type { Files } from '../files.ts';
import type { Limits } from '../limits.ts';
import type { Messages } from '../messages.ts';
import type { Bot } from '../model.ts';
import type { Upload } from '../upload.ts';
import type { World } from '../world.ts';

/** What methods work on. */
export interface MethodDeps {
  readonly world: World;
  readonly messages: Messages;
  readonly files: Files;
  readonly limits: Limits;
  readonly clock: VirtualClock;
  /** Behaves like a self-hosted server in local mode: webhooks over plain http, to any host and port. */
  readonly isLocal: () => boolean;
}

/** What belongs to one request beside its parameters. */
export interface CallContext {
  readonly uploads: ReadonlyMap<string, Upload>;
  /** Aborts when the client hangs up. */
  readonly gone: AbortSignal;
}

type Api = ApiMethods<Upload>;

/** Parameters of a method as they are after validation. */
export type ParametersOf<M extends keyof Api> = NonNullable<Parameters<Api[M]>[0]>;

/** Implemented methods: each returns its result or throws a Refusal. */
export type Handlers = {
  readonly [M in keyof Api]?: (bot: Bot, parameters: ParametersOf<M>, context: CallContext) => unknown;
};
