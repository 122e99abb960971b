import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Http } from '#platform/http/http.ts';
import { serveFolder } from '#platform/http/static.ts';

const BUILT = fileURLToPath(new URL('../dist/web', import.meta.url));

/**
 * The built pages: the web chat (which any site may frame), its widget, the page where customers choose a password,
 * the panel, and a doorway at `/`.
 */
export const serveWeb = async (http: Http): Promise<void> => {
  if (!existsSync(BUILT)) throw new Error('the web part is not built: start with npm start');
  const open = { permission: 'public', limit: false } as const;
  const hidden = { hide: true };

  http.get('/', { config: open, schema: hidden }, (_, reply) => reply.redirect('/chat'));
  http.get('/chat', { config: { ...open, embeddable: true }, schema: hidden }, async (_, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(await readFile(join(BUILT, 'chat/index.html'))),
  );
  http.get('/password', { config: open, schema: hidden }, async (_, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(await readFile(join(BUILT, 'chat/password.html'))),
  );
  http.get('/admin', { config: open, schema: hidden }, async (_, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(await readFile(join(BUILT, 'admin/index.html'))),
  );
  http.get('/widget.js', { config: { ...open, cors: true }, schema: hidden }, async (_, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(await readFile(join(BUILT, 'widget.js'))),
  );
  await serveFolder(http, { folder: join(BUILT, 'chat'), prefix: '/chat/', config: { embeddable: true } });
  await serveFolder(http, { folder: join(BUILT, 'admin'), prefix: '/admin/', page: 'index.html' });
};
