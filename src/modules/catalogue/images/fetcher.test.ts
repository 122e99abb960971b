import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { CheckedAddress } from '#platform/outgoing/address.ts';
import { silent } from '#test/database.ts';
import { goodsBench } from '../products/testing.ts';
import { createImageFetcher } from './fetcher.ts';
import { MOST_IMAGE_BYTES } from './kind.ts';
import { JPEG, PNG } from './testing.ts';

const bench = goodsBench();
let server: Server;
let host: string;
let now: number;
/** What the server was asked for: the address and the host. */
let asked: string[];
let answer: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.headers.host}${request.url}`);
    void answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  asked = [];
  now = Date.parse('2026-03-01T12:00:00Z');
  answer = (_request, response) => void response.end(PNG);
  await bench.db.deleteFrom('product_images').execute();
});

const fetcher = (options: Partial<Parameters<typeof createImageFetcher>[0]> = {}) =>
  createImageFetcher({
    db: bench.db,
    storage: bench.storage,
    clock: { now: () => now },
    allowHosts: [host],
    log: silent,
    lookEveryMs: 5,
    ...options,
  });

const due = async (url: string): Promise<string> => {
  const id = newId();
  await bench.db
    .insertInto('product_images')
    .values({
      id,
      product_id: await bench.addProduct(),
      position: 0,
      source: 'import',
      url,
      next_attempt_at: new Date(now),
    })
    .execute();
  return id;
};

const row = (id: string) =>
  bench.db.selectFrom('product_images').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

const fetchNow = (options?: Parameters<typeof fetcher>[0]) =>
  fetcher(options).fetchNext(new AbortController().signal);

describe('pictures that imports name', () => {
  it('are fetched, known by their content, and shown', async () => {
    answer = (_request, response) => void response.setHeader('content-type', 'text/html').end(JPEG);
    const id = await due(`http://${host}/a/фото.png?x=1`);
    expect(await fetchNow()).toBe(true);
    expect(await row(id)).toMatchObject({
      mime: 'image/jpeg',
      size: JPEG.length,
      stored_at: new Date(now),
      next_attempt_at: null,
      error: null,
    });
    const stored = await bench.storage.open(id);
    expect(stored && (await buffer(stored.stream))).toEqual(JPEG);
    const shown = await fetch(`${bench.url}/images/${id}`);
    expect(shown.headers.get('content-type')).toBe('image/jpeg');
    await shown.arrayBuffer();
    expect(await fetchNow()).toBe(false);
  });

  it('that are not due, or stored already, are left alone', async () => {
    const later = await due(`http://${host}/later.png`);
    await bench.db
      .updateTable('product_images')
      .set({ next_attempt_at: new Date(now + 1_000) })
      .where('id', '=', later)
      .execute();
    expect(await fetchNow()).toBe(false);
    now += 1_000;
    expect(await fetchNow()).toBe(true);
  });

  it('wait while the disk is nearly full', async () => {
    const id = await due(`http://${host}/a.png`);
    let free = 1024 ** 3 - 1;
    expect(await fetchNow({ freeBytes: async () => free })).toBe(false);
    expect(await row(id)).toMatchObject({ attempts: 0 });
    free += 1;
    expect(await fetchNow({ freeBytes: async () => free })).toBe(true);
  });

  it.each([
    ['http_404', 404],
    ['http_403', 403],
  ])('answered with %s are not asked for again', async (error, status) => {
    answer = (_request, response) => void response.writeHead(status).end(PNG);
    const id = await due(`http://${host}/a.png`);
    await fetchNow();
    expect(await row(id)).toMatchObject({ error, attempts: 1, next_attempt_at: null, stored_at: null });
  });

  it('are tried five times, with growing delays', async () => {
    answer = (_request, response) => void response.writeHead(503).end();
    const id = await due(`http://${host}/a.png`);
    const delays: number[] = [];
    for (let attempt = 1; attempt <= 5; attempt++) {
      expect(await fetchNow()).toBe(true);
      const { next_attempt_at: next, attempts, error } = await row(id);
      expect({ attempts, error }).toEqual({ attempts: attempt, error: 'http_503' });
      if (next) delays.push(next.getTime() - now);
      now = next?.getTime() ?? now + 30 * 24 * 3_600_000;
    }
    expect(delays).toHaveLength(4);
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
    expect(await fetchNow()).toBe(false);
    expect(asked).toHaveLength(5);
  });

  it('that come at last leave no error', async () => {
    answer = (_request, response) => void response.writeHead(500).end();
    const id = await due(`http://${host}/a.png`);
    await fetchNow();
    answer = (_request, response) => void response.end(PNG);
    now += 3_600_000;
    await fetchNow();
    expect(await row(id)).toMatchObject({ error: null, mime: 'image/png' });
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['not_a_picture', (response) => response.end('<html>Ошибка 1С</html>')],
    ['not_a_picture', (response) => response.end()],
    [
      'too_large',
      (response) => response.writeHead(200, { 'content-length': MOST_IMAGE_BYTES + 1 }).write(PNG),
    ],
    ['too_large', (response) => response.end(Buffer.concat([PNG, Buffer.alloc(MOST_IMAGE_BYTES)]))],
    [
      'cut_short',
      (response) => response.writeHead(200, { 'content-length': 500 }).write(PNG, () => response.destroy()),
    ],
    ['unreachable', (response) => void response.destroy()],
    ['timeout', () => {}],
    ['timeout', (response) => response.writeHead(200, { 'content-length': 500 }).write(PNG)],
  ])('end as %s', async (error, respond) => {
    answer = (_request, response) => respond(response);
    const id = await due(`http://${host}/a.png`);
    await fetchNow({ patienceMs: error === 'timeout' ? 300 : 20_000 });
    expect(await row(id)).toMatchObject({ error, stored_at: null });
    expect(await bench.storage.open(id)).toBeUndefined();
  });

  it('are followed through three redirects, not four', async () => {
    answer = ({ url = '' }, response) => {
      const left = Number(url.slice(1));
      if (left === 0) response.end(PNG);
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    };
    const three = await due(`http://${host}/3`);
    await fetchNow();
    expect((await row(three)).mime).toBe('image/png');
    const four = await due(`http://${host}/4`);
    await fetchNow();
    expect(await row(four)).toMatchObject({ error: 'too_many_redirects', stored_at: null });
  });

  it('are never fetched from our own networks, not by a redirect either', async () => {
    const direct = await due(`http://${host}/direct.png`);
    await fetchNow({ allowHosts: [] });
    expect(await row(direct)).toMatchObject({ error: 'private_address', next_attempt_at: null });
    expect(asked).toEqual([]);

    const port = host.split(':')[1];
    answer = (_request, response) =>
      void response.writeHead(301, { location: `http://localhost:${port}/` }).end();
    const redirected = await due(`http://${host}/redirect.png`);
    await fetchNow();
    expect(await row(redirected)).toMatchObject({ error: 'private_address' });
    expect(asked).toHaveLength(1);
    answer = (_request, response) => void response.writeHead(301, { location: 'file:///etc/passwd' }).end();
    const elsewhere = await due(`http://${host}/file.png`);
    await fetchNow();
    expect(await row(elsewhere)).toMatchObject({ error: 'bad_address' });
  });

  it('are fetched from the very address that was checked, under the name', async () => {
    const port = host.split(':')[1];
    const answers: CheckedAddress[] = [
      { address: '127.0.0.1', family: 4 },
      { address: '127.0.0.99', family: 4 },
    ];
    let looked = 0;
    const resolve = async () => [answers[looked++] as CheckedAddress];
    const id = await due(`http://pictures.example:${port}/a.png`);
    await fetchNow({ resolve, allowHosts: ['pictures.example'] });
    expect((await row(id)).mime).toBe('image/png');
    expect(looked).toBe(1);
    expect(asked).toEqual([`pictures.example:${port}/a.png`]);
  });

  it.each(['', 'фото.png', '//host/a.png', 'ftp://example.com/a.png'])(
    'with the address «%s» are refused',
    async (url) => {
      const id = await due(url);
      await fetchNow();
      expect(await row(id)).toMatchObject({ error: 'bad_address', next_attempt_at: null });
    },
  );

  it('that an import took away while they came leave nothing', async () => {
    const id = await due(`http://${host}/a.png`);
    answer = async (_request, response) => {
      await bench.db.deleteFrom('product_images').where('id', '=', id).execute();
      response.end(PNG);
    };
    await fetchNow();
    expect(await bench.storage.open(id)).toBeUndefined();
  });
});

describe('several fetchers', () => {
  it('fetch every picture once', async () => {
    const ids = [];
    for (let n = 0; n < 20; n++) ids.push(await due(`http://${host}/${n}.png`));
    const all = async () => {
      while (await fetchNow());
    };
    await Promise.all([all(), all(), all()]);
    expect(asked.toSorted()).toEqual(ids.map((_, n) => `${host}/${n}.png`).toSorted());
    for (const id of ids) expect((await row(id)).stored_at).not.toBeNull();
  });

  it('take over from one that died', async () => {
    const id = await due(`http://${host}/a.png`);
    await bench.db
      .updateTable('product_images')
      .set({ attempts: 1, next_attempt_at: new Date(now + 120_000) })
      .where('id', '=', id)
      .execute();
    expect(await fetchNow()).toBe(false);
    now += 120_000;
    expect(await fetchNow()).toBe(true);
    expect((await row(id)).mime).toBe('image/png');
  });
});

describe('a running fetcher', () => {
  it('finds what becomes due, and ends when told', async () => {
    const ending = new AbortController();
    const running = fetcher().run(ending.signal);
    const id = await due(`http://${host}/a.png`);
    await expect.poll(async () => (await row(id)).mime).toBe('image/png');
    ending.abort();
    await running;
  });

  it('that is told to end gives back what it was fetching', async () => {
    answer = () => {};
    const id = await due(`http://${host}/a.png`);
    const ending = new AbortController();
    const running = fetcher().run(ending.signal);
    await expect.poll(() => asked.length).toBe(1);
    ending.abort();
    await running;
    expect(await row(id)).toMatchObject({ attempts: 0, next_attempt_at: new Date(now), error: null });
  });

  it('asks again for what was refused as private once the host is allowed', async () => {
    const id = await due(`http://${host}/a.png`);
    await fetchNow({ allowHosts: [] });
    const ending = new AbortController();
    const running = fetcher().run(ending.signal);
    await expect.poll(async () => (await row(id)).mime).toBe('image/png');
    ending.abort();
    await running;
  });
});
