import { afterEach, expect, it } from 'vitest';
import { AppError } from '#kernel/errors.ts';
import { sendCsv } from './csv.ts';
import { type Served, serve } from './testing.ts';

let served: Served | undefined;
afterEach(() => served?.close());

const get = async (rows: () => AsyncIterable<readonly string[]>) => {
  served = await serve((http) => {
    http.get('/table', { config: { permission: 'public' } }, (_, reply) =>
      sendCsv(reply, { name: 'table', header: ['name'], rows: rows() }),
    );
  });
  return fetch(`${served.url}/table`);
};

it('sends every row, the first too, and a header when there is none', async () => {
  const answer = await get(async function* () {
    yield ['one'];
    yield ['=two'];
  });
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(await answer.text()).toBe("name\r\none\r\n'=two\r\n");
  await served?.close();
  expect(await (await get(async function* () {})).text()).toBe('name\r\n');
});

it('what fails before the first row has a status', async () => {
  const answer = await get(async function* () {
    yield* [];
    throw new AppError('limited', 'not now');
  });
  expect(answer.status).toBe(429);
});

it('what fails later ends the answer, and the reading of rows', async () => {
  let ended = false;
  const answer = get(async function* () {
    try {
      yield ['one'];
      throw new Error('gone');
    } finally {
      ended = true;
    }
  });
  await expect(answer.then((begun) => begun.text())).rejects.toThrow();
  expect(ended).toBe(true);
});
