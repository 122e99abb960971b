import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { AppError } from '#kernel/errors.ts';
import type { Http } from './http.ts';
import type { RouteConfig } from './route-config.ts';
import { registerWithConfig } from './route-table.ts';

/**
 * Serves a folder built by Vite under `prefix`: hashed files of `assets/` are kept by browsers for good, pages
 * are asked for anew; `.br` and `.gz` neighbours are sent to clients that take them. With `page`, addresses
 * without a file extension get that page (client-side routing).
 */
export const serveFolder = async (
  http: Http,
  options: { folder: string; prefix: string; page?: string; config?: Partial<RouteConfig> },
): Promise<void> => {
  const { folder, prefix, page, config } = options;

  await registerWithConfig(
    http,
    { prefix, config: { permission: 'public', limit: false, ...config } },
    async (scope) => {
      await scope.register(fastifyStatic, {
        root: folder,
        preCompressed: true,
        dotfiles: 'ignore',
        cacheControl: false,
        redirect: false,
        logLevel: 'warn',
        setHeaders: (reply, path) => reply.header('cache-control', cacheFor(path.slice(folder.length))),
      });
      scope.setNotFoundHandler((request, reply) => {
        const [path = ''] = request.url.split('?', 1);
        const asksPage = page !== undefined && !/\.\w+$/.test(path);
        if (!asksPage) throw new AppError('missing', 'there is nothing at this address');
        return reply.sendFile(page);
      });
    },
  );
};

const cacheFor = (path: string): string => {
  if (join('/', path).startsWith(join('/assets/'))) return 'public, max-age=31536000, immutable';
  return /\.html(?:\.br|\.gz)?$/.test(path) ? 'no-cache' : 'public, max-age=3600';
};
