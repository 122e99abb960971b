import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { serveFolder } from './static.ts';
import { exchange, type Served, serve } from './testing.ts';

let folder = '';
beforeAll(() => {
  const root = mkdtempSync(join(tmpdir(), 'kontora-web-'));
  folder = join(root, 'panel');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  const script = 'export const answer = 42;'.repeat(50);
  writeFileSync(join(root, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Panel</title>');
  writeFileSync(join(folder, 'icon.svg'), '<svg/>');
  writeFileSync(join(folder, '.env'), 'SECRET=1');
  writeFileSync(join(folder, 'assets', 'app-Bx7Q.js'), script);
  writeFileSync(join(folder, 'assets', 'app-Bx7Q.js.br'), brotliCompressSync(script));
  writeFileSync(join(folder, 'assets', 'app-Bx7Q.js.gz'), gzipSync(script));
});
afterAll(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

const started = async () => {
  served = await serve(async (http) => {
    await serveFolder(http, { folder, prefix: '/panel', page: 'index.html' });
    await serveFolder(http, { folder, prefix: '/widget', config: { cors: true } });
  });
  return served;
};

/** The headers of an answer as they are on the wire; fetch hides the encoding. */
const headersOf = (url: string, encoding: string) =>
  new Promise<Record<string, unknown>>((resolve, reject) => {
    request(url, { headers: { 'accept-encoding': encoding } }, (answer) => {
      answer.resume();
      resolve(answer.headers);
    })
      .on('error', reject)
      .end();
  });

describe('a folder', () => {
  it('keeps hashed assets for good and asks anew for pages', async () => {
    const { url } = await started();
    const cache = async (path: string) => (await fetch(`${url}${path}`)).headers.get('cache-control');
    expect(await cache('/panel/assets/app-Bx7Q.js')).toBe('public, max-age=31536000, immutable');
    expect(await cache('/panel/index.html')).toBe('no-cache');
    expect(await cache('/panel/')).toBe('no-cache');
    expect(await cache('/panel/icon.svg')).toBe('public, max-age=3600');
  });

  it('sends what was compressed at build time to clients that take it', async () => {
    const { url } = await started();
    const script = `${url}/panel/assets/app-Bx7Q.js`;
    expect(await headersOf(script, 'gzip, br')).toMatchObject({
      'content-encoding': 'br',
      'content-type': expect.stringContaining('javascript'),
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    expect(await headersOf(script, 'gzip')).toMatchObject({ 'content-encoding': 'gzip' });
    expect(await headersOf(script, 'identity')).not.toHaveProperty('content-encoding');
    expect(await (await fetch(script)).text()).toContain('answer = 42');
    expect(await headersOf(`${url}/panel/`, 'gzip, br')).toMatchObject({ 'cache-control': 'no-cache' });
  });

  it('answers addresses of client-side routing with its page', async () => {
    const { url } = await started();
    for (const path of ['/panel', '/panel/', '/panel/orders/7?tab=lines']) {
      const answer = await fetch(`${url}${path}`);
      expect([answer.status, await answer.text()]).toEqual([200, '<!doctype html><title>Panel</title>']);
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
    }
  });

  it('answers missing files with a problem, and others than readers with 404', async () => {
    const { url } = await started();
    const missing = await fetch(`${url}/panel/assets/old.js`);
    expect(missing.status).toBe(404);
    expect(missing.headers.get('content-type')).toContain('application/problem+json');
    expect((await fetch(`${url}/widget/orders`)).status).toBe(404);
    expect((await fetch(`${url}/panel/orders`, { method: 'POST', body: '{}' })).status).toBe(404);
  });

  it('gives nothing outside itself and nothing hidden', async () => {
    const { port } = await started();
    for (const path of [
      '/widget/../secret.txt',
      '/widget/%2e%2e/secret.txt',
      '/widget/..%2fsecret.txt',
      '/widget/.env',
      '/panel//../../secret.txt',
    ]) {
      const answer = await exchange(port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 40[034]/);
      expect(answer).not.toContain('secret\r\n');
    }
  });

  it('may be open to other sites', async () => {
    const { url } = await started();
    const { headers } = await fetch(`${url}/widget/assets/app-Bx7Q.js`);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });
});
