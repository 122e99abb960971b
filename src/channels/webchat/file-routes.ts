import multipart from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import type { Files } from '#modules/files/index.ts';
import { dispositionOf } from '#platform/http/disposition.ts';
import { storeFileOf } from '#platform/http/form.ts';
import type { Http } from '#platform/http/http.ts';
import { Id } from '#platform/http/id.ts';
import { askedAnew, isKnown } from '#platform/http/known.ts';
import { addressKey } from '#platform/http/limiter.ts';
import type { WebchatConfig } from './config.ts';
import type { Desk } from './desk.ts';
import { visitorOf } from './guard.ts';
import { ChatFile, check, NoQuery, problem } from './schema.ts';

/** Pictures that browsers show without running anything in them. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

const BINARY = z.unknown().meta({ type: 'string', format: 'binary' });

/** Boundaries and headers of a form around its file. */
const FORM_BYTES = 16_384;

const KILOBYTE = 1024;
const DAY_SECONDS = 86_400;
/** Kilobytes that one visitor, and one address, may upload in a day; at least one largest file. */
const DAILY_OF_VISITOR = 200 * 1024;
const DAILY_OF_ADDRESS = 1024 * 1024;

/** How files go to the office and come back. */
export const addFileRoutes = async (
  http: Http,
  { files, desk, config }: { files: Files; desk: Desk; config: WebchatConfig },
): Promise<void> => {
  const maxBytes = config.maxFileBytes;
  // One byte more than allowed: the form reader cuts files silently, the storage then says that it is too much.
  await http.register(multipart, {
    limits: { fileSize: maxBytes + 1, files: 2, fields: 1, fieldSize: 1_024 },
  });

  http.post('/files', {
    config: { permission: 'visitor', cors: true, limit: { points: 20, seconds: 60 } },
    // The form is read as a stream; the schema of the body is for the documentation.
    validatorCompiler:
      ({ httpPart }) =>
      (value: unknown) =>
        httpPart === 'body' ? { value } : check(NoQuery, value),
    schema: {
      tags: ['Web chat'],
      summary: 'Upload a file',
      description:
        'To be sent by `POST /api/v1/chat/messages` within an hour. What a file is, its content decides.',
      consumes: ['multipart/form-data'],
      querystring: NoQuery,
      body: z.object({ file: z.file() }),
      response: { 201: ChatFile },
    },
    handler: async (request, reply) => {
      if (Number(request.headers['content-length']) > maxBytes + FORM_BYTES)
        throw new AppError('too_large', `a file may have at most ${maxBytes} bytes`);
      await charge(request);
      const { account } = await desk.reader(visitorOf(request));
      const file = await storeFileOf(request, {
        store: (name, stream) => files.upload({ account, name, stream, maxBytes }),
        discard: ({ id }) => files.discard(id),
      });
      return reply.code(201).send(file);
    },
  });

  /** Counts the bytes of an upload for its visitor and its address. */
  const charge = async ({ headers, ip, subject }: FastifyRequest): Promise<void> => {
    const kilobytes = Math.ceil(Number(headers['content-length'] ?? maxBytes) / KILOBYTE);
    const least = Math.ceil((maxBytes + FORM_BYTES) / KILOBYTE);
    for (const [key, allowed] of [
      [`subject ${subject}`, DAILY_OF_VISITOR],
      [`address ${addressKey(ip)}`, DAILY_OF_ADDRESS],
    ] as const) {
      const limit = { points: Math.max(allowed, least), seconds: DAY_SECONDS };
      const seconds = await http.limiter.take('uploaded kilobytes', key, limit, kilobytes);
      if (seconds > 0) throw new AppError('limited', 'too much was uploaded today', { retryAfter: seconds });
    }
  };

  http.get('/files/:id', {
    config: { permission: 'visitor', cors: true },
    schema: {
      tags: ['Web chat'],
      summary: 'Download a file',
      description: 'One of the conversation, or an upload of this visitor.',
      querystring: NoQuery,
      params: z.object({ id: Id }),
      response: {
        200: {
          description: 'The content',
          content: { 'application/octet-stream': { schema: BINARY } },
        },
        304: z.null().describe('As it was'),
        404: problem('There is no such file for this visitor'),
      },
    },
    handler: async (request, reply) => {
      const opened = await desk.openFile(visitorOf(request), request.params.id);
      if (!opened.ok) throw new AppError('missing', 'there is no such file');
      const { file, stream, size } = opened.value;
      if (isKnown(request, file.id)) {
        stream.destroy();
        return reply
          .code(304)
          .headers({ ...askedAnew(file.id), vary: 'Authorization' })
          .send(null);
      }
      return reply
        .headers({
          'content-type': file.mime === 'text/plain' ? 'text/plain; charset=utf-8' : file.mime,
          'content-length': size,
          'content-disposition': dispositionOf(file.name, SHOWN.has(file.mime)),
          'content-security-policy': "default-src 'none'; sandbox",
          'x-content-type-options': 'nosniff',
          ...askedAnew(file.id),
          vary: 'Authorization',
        })
        .send(stream);
    },
  });
};
