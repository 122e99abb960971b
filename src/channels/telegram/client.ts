import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';
import { Api, type RawApi, type Transformer } from 'grammy';
import type { Update } from 'grammy/types';
import type { Me } from './addressed.ts';
import { type Failure, failureOf, failureOfAnswer } from './errors.ts';
import { UPDATE_KINDS } from './update.ts';

/** Seconds for calls. */
export interface Timeouts {
  /** For a connection to stand, TLS included. */
  readonly connect: number;
  /** For a whole call. */
  readonly call: number;
  /** For a call that brings a file along. */
  readonly upload: number;
  /** That a poll waits on the server for an update; the server's own cap is 50. */
  readonly poll: number;
}

export const TIMEOUTS: Timeouts = { connect: 8, call: 15, upload: 60, poll: 30 };

/** Seconds for a call that somebody waits for. */
const HASTY_SECONDS = 4;

/** Milliseconds one address is tried before the next; Node's default is too short for far servers. */
const ADDRESS_MS = 2_500;

/** The Bot API, typed by grammY, without retries of its own. */
export interface Client {
  readonly api: RawApi;
  /** The same, with time for the content of files to go out. */
  readonly uploads: RawApi;
  /** The same, for what somebody waits for and may fail. */
  readonly hasty: RawApi;
  /** Waits for updates from `offset` on; everything before it counts as confirmed. */
  poll(offset: number, signal: AbortSignal): Promise<readonly Update[]>;
  /** Who we are; asked once, again after a failure. */
  me(): Promise<Me>;
}

/** Told of every finished call: how long it took, and how it failed if it did. */
export type Observe = (method: string, seconds: number, failure: Failure | undefined) => void;

/** Builds the client; both of its parts share kept connections. */
export const createClient = ({
  token,
  apiRoot,
  timeouts,
  observe,
}: {
  token: string;
  apiRoot: string;
  timeouts: Timeouts;
  observe: Observe;
}): Client => {
  const agent = createAgent(apiRoot, timeouts.connect * 1_000);
  const apiWithin = (timeoutSeconds: number): RawApi => {
    const api = new Api(token, { apiRoot, timeoutSeconds, baseFetchConfig: { agent, compress: true } });
    api.config.use(watch(observe));
    return api.raw;
  };
  const api = apiWithin(timeouts.call);
  const uploads = apiWithin(timeouts.upload);
  const hasty = apiWithin(Math.min(HASTY_SECONDS, timeouts.call));
  const slow = apiWithin(timeouts.poll + timeouts.call);

  let asked: Promise<Me> | undefined;
  const ask = async (): Promise<Me> => {
    const { id, username } = await api.getMe();
    return { id, username };
  };
  return {
    api,
    uploads,
    hasty,
    poll: (offset, signal) =>
      slow.getUpdates(
        { offset, limit: 100, timeout: timeouts.poll, allowed_updates: UPDATE_KINDS },
        signal as GrammySignal,
      ),
    me: () => {
      asked ??= ask().catch((error: unknown) => {
        asked = undefined;
        throw error;
      });
      return asked;
    },
  };
};

/** grammY's type of a signal is a polyfill's; it takes the real one. */
type GrammySignal = NonNullable<Parameters<RawApi['getUpdates']>[1]>;

const watch =
  (observe: Observe): Transformer =>
  async (call, method, payload, signal) => {
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1_000;
    try {
      const answer = await call(method, payload, signal);
      observe(method, seconds(), answer.ok ? undefined : failureOfAnswer(answer));
      return answer;
    } catch (error) {
      if (!signal?.aborted) observe(method, seconds(), failureOf(error));
      throw error;
    }
  };

/**
 * An agent whose connections stand in time or fail as such: what never reached the server must be
 * told from what got no answer.
 */
const createAgent = (apiRoot: string, connectMs: number): HttpAgent => {
  const secure = apiRoot.startsWith('https:');
  const options = { keepAlive: true, autoSelectFamilyAttemptTimeout: ADDRESS_MS };
  const agent = secure ? new HttpsAgent(options) : new HttpAgent(options);
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (target, done) => {
    const socket = connect(target, done) as Socket;
    const timer = setTimeout(() => {
      socket.destroy(
        Object.assign(new Error('the connection does not stand in time'), { code: 'ECONNECTTIMEOUT' }),
      );
    }, connectMs);
    const stop = () => clearTimeout(timer);
    socket.once(secure ? 'secureConnect' : 'connect', stop).once('close', stop);
    return socket;
  };
  return agent;
};
