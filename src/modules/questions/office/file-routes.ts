import { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import { addUploadRoute, type Files } from '#modules/files/index.ts';
import { dispositionOf } from '#platform/http/disposition.ts';
import type { Http } from '#platform/http/http.ts';
import { askedAnew, isKnown } from '#platform/http/known.ts';
import type { Attachments, OpenedFile } from './attachments.ts';
import { ByToken, FileQuery, InFile } from './schema.ts';

const tags = ['Questions'];
/** Types that a browser shows without running anything in them. */
const SHOWN = /^(image\/(png|jpeg|gif|webp|avif)|application\/pdf)$/;
const CONTENT = {
  description: 'The content',
  content: { 'application/octet-stream': { schema: z.unknown().meta({ type: 'string', format: 'binary' }) } },
};
/** Attachments of questions: uploaded and read in the panel, and opened by customers through their links. */
export const addFileRoutes = async (
  http: Http,
  { attachments, files }: { attachments: Attachments; files: Files },
): Promise<void> => {
  await addUploadRoute(http, '/questions/files', { permission: 'questions.answer', tags, files });

  http.get('/questions/:id/files/:file_id', {
    config: { permission: 'questions.read' },
    schema: {
      tags,
      summary: 'The content of an attachment',
      params: InFile,
      querystring: FileQuery,
      response: { 200: CONTENT, 304: z.null().describe('As it was') },
    },
    handler: async (request, reply) => {
      const { id, file_id } = request.params;
      const opened = await attachments.open(actorOf(request), id, file_id);
      if (isKnown(request, opened.file.id)) {
        opened.stream.destroy();
        return reply.code(304).headers(askedAnew(opened.file.id)).send(null);
      }
      const inline = request.query.inline === 'true';
      return reply
        .headers({ ...headersOf(opened, inline), ...askedAnew(opened.file.id) })
        .send(opened.stream);
    },
  });

  http.get('/questions/attachments/:token', {
    config: { permission: 'public', limit: { points: 120, seconds: 60 } },
    schema: {
      tags,
      summary: 'What the office attached, by the link of a customer',
      description: 'Open to whoever has the link, for 90 days.',
      params: ByToken,
      response: { 200: CONTENT },
    },
    handler: async (request, reply) => {
      const opened = await attachments.follow(request.params.token);
      return reply
        .headers({
          ...headersOf(opened, true),
          'cache-control': 'private, no-store',
          'referrer-policy': 'no-referrer',
        })
        .send(opened.stream);
    },
  });
};

const headersOf = ({ file, size }: OpenedFile, wanted: boolean): Record<string, string | number> => {
  const inline = wanted && SHOWN.test(file.mime);
  return {
    'content-type': inline ? file.mime : 'application/octet-stream',
    'content-length': size,
    'content-disposition': dispositionOf(file.name, inline),
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'self'",
    'x-content-type-options': 'nosniff',
  };
};
