import multipart from '@fastify/multipart';
import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { actorOf } from '#modules/access/index.ts';
import { takeFileOf } from '#platform/http/form.ts';
import type { Http } from '#platform/http/http.ts';
import { Id } from '#platform/http/id.ts';
import { isKnown } from '#platform/http/known.ts';
import { ImageView, imageView, ProductKey } from '../products/view.ts';
import type { Images } from './images.ts';
import { MOST_IMAGE_BYTES, wholeOf } from './kind.ts';

const tags = ['Catalogue'];
const change = { permission: 'catalogue.change' };
const OfProduct = ProductKey.extend({ image_id: Id });
const Order = z.strictObject({ ids: z.array(Id).max(1_000).describe('All of them, the main one first') });
const BINARY = z.unknown().meta({ type: 'string', format: 'binary' });
/** The form is read as a stream; this is for the documentation. */
const FORM = z.unknown().meta({
  type: 'object',
  properties: { file: { type: 'string', format: 'binary' } },
  required: ['file'],
});
/** Boundaries and headers of a form around its file. */
const FORM_BYTES = 16_384;

/** Pictures of goods: what the panel does with them, and the pictures themselves for everybody. */
export const addImageRoutes = async (http: Http, { images }: { images: Images }): Promise<void> => {
  await http.register(async (scope: Http) => addUpload(scope, images));

  http.delete('/products/:id/images/:image_id', {
    config: change,
    schema: {
      tags,
      summary: 'Remove a picture of a product',
      params: OfProduct,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const { id, image_id } = request.params;
      await images.remove(actorOf(request), id, image_id);
      return reply.code(204).send(null);
    },
  });

  http.put('/products/:id/images/order', {
    config: change,
    schema: {
      tags,
      summary: 'Order the pictures of a product',
      params: ProductKey,
      body: Order,
      response: { 200: z.object({ items: z.array(ImageView) }) },
    },
    handler: async (request) => {
      const ordered = await images.order(actorOf(request), request.params.id, request.body.ids);
      return { items: ordered.map(imageView) };
    },
  });

  http.get('/images/:id', {
    // Chats of other sites show pictures, too.
    config: { permission: 'public', cors: true },
    schema: {
      tags,
      summary: 'A picture',
      description: 'Open to whoever knows the id, which nobody can guess. It never changes.',
      params: z.strictObject({ id: Id }),
      response: {
        200: { description: 'The picture', content: { 'application/octet-stream': { schema: BINARY } } },
        304: z.null().describe('As it was'),
      },
    },
    handler: async (request, reply) => {
      const { id } = request.params;
      const picture = await images.find(id);
      const caching = { 'cache-control': 'public, max-age=31536000, immutable', etag: `"${id}"` };
      if (picture && isKnown(request, id)) return reply.code(304).headers(caching).send(null);
      const content = picture && (await images.open(id));
      if (!content) throw new AppError('missing', 'there is no such picture');
      return reply
        .headers({
          ...caching,
          'content-type': picture.mime,
          'content-length': content.size,
          'content-disposition': 'inline',
          'content-security-policy': "default-src 'none'; sandbox",
          'x-content-type-options': 'nosniff',
        })
        .send(content.stream);
    },
  });
};

/** In a scope of its own: the reader of forms has limits for pictures only. */
const addUpload = async (http: Http, images: Images): Promise<void> => {
  // One byte more than allowed: the form reader cuts files silently.
  await http.register(multipart, { limits: { fileSize: MOST_IMAGE_BYTES + 1, files: 1, fields: 0 } });

  http.post('/products/:id/images', {
    config: { ...change, limit: { points: 120, seconds: 60 } },
    schema: {
      tags,
      summary: 'Add a picture to a product',
      description: 'JPEG, PNG, WebP or GIF, by its content; at most 10 MB.',
      consumes: ['multipart/form-data'],
      params: ProductKey,
      body: FORM,
      response: { 201: ImageView },
    },
    handler: async (request, reply) => {
      if (Number(request.headers['content-length']) > MOST_IMAGE_BYTES + FORM_BYTES) throw tooLarge();
      const picture = await takeFileOf(request, ({ content }) => wholeOf(content));
      if (!picture) throw tooLarge();
      const added = await images.add(actorOf(request), request.params.id, picture);
      return reply.code(201).send(imageView(added));
    },
  });
};

const tooLarge = (): AppError =>
  new AppError('too_large', `a picture may have at most ${MOST_IMAGE_BYTES} bytes`);
