import type { FastifyRequest } from 'fastify';

/** Headers of something that never changes under its id, but that not everybody may see: browsers ask every time. */
export const askedAnew = (id: string) => ({ 'cache-control': 'private, no-cache', etag: `"${id}"` });

/** Whether the client has it already and asks only whether it still may. */
export const isKnown = ({ headers }: FastifyRequest, id: string): boolean =>
  (headers['if-none-match'] ?? '').split(/ *, */).some((tag) => tag.replace(/^W\//, '') === `"${id}"`);
