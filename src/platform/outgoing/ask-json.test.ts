import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { askJson } from './ask-json.ts';

const JSON_TEXT = '{"say":"труба"}';
const never = new AbortController().signal;

/** Asks a server that answers so. */
const ask = async (answer: (response: ServerResponse, request: IncomingMessage) => void, signal = never) => {
  const server = createServer((request, response) => answer(response, request));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return askJson({ url: `http://127.0.0.1:${port}/x`, headers: {}, body: '{}', signal });
};
const asked = { kind: 'answer', status: 200, json: { say: 'труба' } };

it.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
])('an answer in %s is read, although none was asked for', async (encoding, compress) => {
  let accepts: string | undefined;
  const answer = await ask((response, request) => {
    accepts = request.headers['accept-encoding'];
    response.writeHead(200, { 'content-encoding': encoding }).end(compress(JSON_TEXT));
  });
  expect(answer).toMatchObject(asked);
  expect(accepts).toBe('identity');
});

it('an answer in pieces, without a length and with a byte order mark is read', async () => {
  const bytes = Buffer.from(`\uFEFF${JSON_TEXT}`);
  const answer = await ask((response) => {
    for (const byte of bytes) response.write(Buffer.of(byte));
    response.end();
  });
  expect(answer).toMatchObject(asked);
});

it.each([
  ['is not what it says', Buffer.from('{}'), 'network'],
  ['unpacks to too much', gzipSync(Buffer.alloc(3_000_000, ' ')), 'too_large'],
])('one that %s is a failure', async (_, body, reason) => {
  const answer = await ask((response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(body);
  });
  expect(answer).toMatchObject({ kind: 'failed', reason });
});

it('a redirect is not followed, and a page is no JSON', async () => {
  const away = await ask((response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end());
  expect(away).toMatchObject({ kind: 'answer', status: 302, json: undefined });
  expect(await ask((response) => response.end('<html>'))).toMatchObject({ status: 200, json: undefined });
});

it('an answer that stops amid its body is cut by the signal or by the server', async () => {
  const leaving = new AbortController();
  const stuck = ask((response) => {
    response.writeHead(200, { 'content-length': 100 }).write('{"a":');
    leaving.abort();
  }, leaving.signal);
  expect(await stuck).toMatchObject({ kind: 'failed', reason: 'aborted' });
  const broken = await ask((response) => {
    response.writeHead(200, { 'content-length': 100 }).write('{"a":', () => response.destroy());
  });
  expect(broken).toMatchObject({ kind: 'failed', reason: 'network' });
});
