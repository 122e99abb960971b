import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { type Actor, theOffice } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import type { Push, PushedBody } from './push.ts';

/** Three addresses of one thing: founding documents name all of them (S3-34 to S3-36). */
export const PUSH_PATHS = ['/integrations/1c/catalog', '/onec/catalog', '/api/onec/catalog'] as const;

/** Milliseconds that a sender of an unread body may be silent, and may go on altogether, before it is answered. */
const SILENCE_MS = 1_000;
const DRAIN_MS = 30_000;

const JSON_TYPE = 'application/json; charset=utf-8';

/** The routes to which 1C pushes goods, and where it asks what became of a load left to the queue. */
export const addPushRoutes = async (http: Http, { push }: { push: Push }): Promise<void> => {
  await http.register(async (scope) => {
    // Bodies go to a file as they come; their type says nothing, senders set it as they like.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_, payload, done) => done(null, payload));
    scope.addHook('onRequest', async ({ raw }) => {
      declared.set(raw, raw.headers['content-type']);
      // A type that cannot be understood would be refused before it comes to us.
      delete raw.headers['content-type'];
    });
    scope.addHook('onSend', async (request, reply) => {
      if (!reply.raw.shouldKeepAlive) await drain(request.raw);
    });
    for (const path of PUSH_PATHS) addPushRoute(scope, path, push);
  });
};

const addPushRoute = (http: Http, path: string, push: Push): void => {
  const config = { permission: 'push', errors: 'detail' } as const;
  const hide = path !== PUSH_PATHS[0];

  http.post(path, {
    config,
    // Fastify would count nothing of a stream; the spool counts.
    schema: { tags: ['1C'], summary: 'Push goods', description: DESCRIPTION, hide },
    handler: async (request, reply) => {
      const body = bodyOf(request);
      if (!isAsync(request)) return json(reply, await push.now(body));
      const job = await push.later(body);
      return json(reply.code(202).header('location', `${path}/jobs/${job}`), { ok: true, job });
    },
  });

  http.get(`${path}/jobs/:id`, {
    config,
    schema: { tags: ['1C'], summary: 'What became of a load that was pushed with ?async=1', hide },
    handler: async (request, reply) => {
      const id = Params.safeParse(request.params);
      if (!id.success) throw new AppError('missing', 'There is no such job');
      return json(reply, await push.job(id.data.id));
    },
  });
};

const DESCRIPTION =
  'A list of goods, or an object with `items` or `catalog`. The token comes in X-1C-Token, X-Token, ?token=, ' +
  'Authorization: Bearer, or as the password of Basic. `?async=1` leaves the load to the queue.';

const Params = z.object({
  id: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
});

/** What senders said their bodies are, by request. */
const declared = new WeakMap<IncomingMessage, string | undefined>();

const bodyOf = (request: FastifyRequest): PushedBody => ({
  stream: Readable.from(piecesOf(request.raw), { objectMode: false }),
  length: Number(request.headers['content-length']) || undefined,
  contentType: declared.get(request.raw),
  encoding: request.headers['content-encoding'],
  by: senderOf(request),
  isLost: () => request.raw.destroyed && !request.raw.complete,
  // Nothing goes over the connection while the goods are written, which may take minutes.
  onSpooled: () => void request.raw.socket.setTimeout(0),
});

/** A body that is refused in its middle ends here, and the connection, over which the answer goes, does not. */
async function* piecesOf(request: IncomingMessage): AsyncGenerator<Buffer> {
  for await (const piece of request.iterator({ destroyOnReturn: false })) yield piece as Buffer;
}

/** 1C acts for the office itself; the audit remembers from where. */
const senderOf = ({ ip, id }: FastifyRequest): Actor => ({
  ...theOffice,
  channel: '1c',
  address: ip,
  traceId: id,
});

const isAsync = ({ query }: FastifyRequest): boolean =>
  ['1', 'true', 'yes'].includes(String((query as Readonly<Record<string, unknown>>).async));

const json = (reply: FastifyReply, body: unknown): FastifyReply =>
  reply.type(JSON_TYPE).send(JSON.stringify(body));

/**
 * Reads what is left of a body into nothing before a connection is closed: closed over unread bytes, it would be
 * reset, and the sender would never see the answer.
 */
const drain = (request: IncomingMessage): Promise<void> =>
  new Promise((resolve) => {
    if (request.complete || request.destroyed) return resolve();
    let silence = setTimeout(() => done(), SILENCE_MS);
    const deadline = setTimeout(() => done(), DRAIN_MS);
    const onData = () => {
      clearTimeout(silence);
      silence = setTimeout(done, SILENCE_MS);
    };
    const done = () => {
      clearTimeout(silence);
      clearTimeout(deadline);
      request.off('data', onData).off('end', done).off('close', done);
      resolve();
    };
    request.on('data', onData).once('end', done).once('close', done);
    request.resume();
  });
