import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { systemClock } from '#kernel/time.ts';
import { createAudit } from '#modules/audit/index.ts';
import { exchange } from '#platform/http/testing.ts';
import { silent } from '#test/database.ts';
import { employee, goodsBench } from '../products/testing.ts';
import { createImages } from './images.ts';
import { MOST_IMAGE_BYTES } from './kind.ts';
import { GIF, JPEG, PNG, WEBP } from './testing.ts';

const bench = goodsBench();

const formOf = (content: Uint8Array, { field = 'file', type = 'image/png' } = {}): FormData => {
  const form = new FormData();
  form.append(field, new Blob([new Uint8Array(content)], { type }), 'фото.png');
  return form;
};

const upload = (id: number, content: Uint8Array = PNG) =>
  bench.call('POST', `/products/${id}/images`, { body: formOf(content) });

const imagesOf = async (id: number): Promise<string[]> =>
  (await bench.call('GET', `/products/${id}`)).body.images.map((image: { id: string }) => image.id);

const rows = () => bench.db.selectFrom('product_images').select('id').execute();

describe('S3-16: adding a picture', () => {
  it.each([
    ['image/png', PNG],
    ['image/jpeg', JPEG],
    ['image/gif', GIF],
    ['image/webp', WEBP],
  ])('of the type %s, whatever the form says it is', async (mime, content) => {
    const id = await bench.addProduct();
    const form = formOf(content, { type: 'text/html' });
    const { status, body } = await bench.call('POST', `/products/${id}/images`, { body: form });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      url: null,
      mime,
      stored: true,
      source: 'office',
      error: null,
    });
    const stored = await bench.storage.open(body.id);
    expect(stored && (await buffer(stored.stream))).toEqual(content);
    expect((await bench.call('GET', `/products/${id}`)).body).toMatchObject({
      image_id: body.id,
      images: [body],
    });
    expect((await bench.audited()).at(-1)).toMatchObject({
      action: 'catalogue.add_image',
      subject_id: String(id),
      after: { image: body.id },
    });
  });

  it.each([
    ['text', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['a program', Buffer.from('MZ\x90\x00')],
    ['nothing', Buffer.alloc(0)],
    ['a PDF', Buffer.from('%PDF-1.7\n')],
  ])('that is %s is refused', async (_what, content) => {
    const id = await bench.addProduct();
    const { status, body } = await upload(id, content);
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ path: 'file', issue: 'must be JPEG, PNG, WebP or GIF' }]);
    expect(await imagesOf(id)).toEqual([]);
  });

  it('larger than 10 MB is refused, also when its length is not told', async () => {
    const id = await bench.addProduct();
    const large = Buffer.concat([PNG, Buffer.alloc(MOST_IMAGE_BYTES)]);
    expect((await upload(id, large)).status).toBe(413);
    const boundary = 'x';
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n`;
    const response = await fetch(`${bench.url}/products/${id}/images`, {
      method: 'POST',
      headers: { 'x-role': 'manager', 'content-type': `multipart/form-data; boundary=${boundary}` },
      body: new Blob([head, new Uint8Array(large), `\r\n--${boundary}--\r\n`]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
    expect(await imagesOf(id)).toEqual([]);
  });

  it('exactly as large as allowed is stored', async () => {
    const id = await bench.addProduct();
    const largest = Buffer.concat([PNG, Buffer.alloc(MOST_IMAGE_BYTES - PNG.length)]);
    expect((await upload(id, largest)).status).toBe(201);
  });

  it('without a proper form is refused', async () => {
    const id = await bench.addProduct();
    const path = `/products/${id}/images`;
    expect((await bench.call('POST', path, { body: { file: 'x' } })).status).toBe(415);
    expect((await bench.call('POST', path, { body: formOf(PNG, { field: 'other' }) })).status).toBe(422);
    expect((await bench.call('POST', path, { body: new FormData() })).status).toBe(422);
    const port = Number(new URL(bench.url).port);
    const cut =
      'POST /shop/products/1/images HTTP/1.1\r\nhost: x\r\nx-role: manager\r\nconnection: close\r\n';
    const body = '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nabc';
    const headers = `content-type: multipart/form-data; boundary=x\r\ncontent-length: ${body.length}\r\n\r\n`;
    expect(await exchange(port, cut + headers + body)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('to no product stores nothing', async () => {
    const before = (await rows()).length;
    expect((await upload(2_000_000_000)).status).toBe(404);
    expect((await rows()).length).toBe(before);
    expect((await bench.call('POST', '/products/x/images', { body: formOf(PNG) })).status).toBe(422);
  });

  it('is refused while the disk is nearly full, or the product has fifty', async () => {
    const { db, storage } = bench;
    const audit = createAudit({ clock: systemClock, log: silent });
    let free = 0;
    const careful = createImages({ db, storage, audit, clock: systemClock, freeBytes: async () => free });
    const id = await bench.addProduct();
    const add = () => careful.add(employee('manager'), id, PNG);
    await expect(add()).rejects.toMatchObject({ code: 'unavailable' });
    free = 1024 ** 3;
    for (let n = 0; n < 50; n++) await add();
    await expect(add()).rejects.toMatchObject({ code: 'conflict' });
    expect(await imagesOf(id)).toHaveLength(50);
  });

  it('needs the permission to change the catalogue', async () => {
    const id = await bench.addProduct();
    const path = `/products/${id}/images`;
    expect((await bench.call('POST', path, { as: 'operator', body: formOf(PNG) })).status).toBe(403);
    const order = { as: 'operator' as const, body: { ids: [] } };
    expect((await bench.call('PUT', `${path}/order`, order)).status).toBe(403);
    expect((await bench.call('DELETE', `${path}/${newId()}`, { as: 'operator' })).status).toBe(403);
    await expect(bench.goods.images.add(employee('operator'), id, PNG)).rejects.toThrow(/catalogue\.change/);
  });
});

describe('S3-16: the order of pictures', () => {
  it('is what the office says; the first one is the main one', async () => {
    const id = await bench.addProduct();
    for (const content of [PNG, JPEG, GIF]) await upload(id, content);
    const [one = '', two = '', three = ''] = await imagesOf(id);
    const ordered = await bench.call('PUT', `/products/${id}/images/order`, {
      body: { ids: [three, one, two] },
    });
    expect(ordered.status).toBe(200);
    expect(ordered.body.items.map((image: { id: string }) => image.id)).toEqual([three, one, two]);
    expect((await bench.call('GET', `/products/${id}`)).body.image_id).toBe(three);
    expect((await bench.audited()).at(-1)).toMatchObject({
      action: 'catalogue.order_images',
      before: [one, two, three],
      after: [three, one, two],
    });
  });

  it('of other pictures than it has is a conflict', async () => {
    const id = await bench.addProduct();
    await upload(id);
    await upload(id, JPEG);
    const [one = '', two = ''] = await imagesOf(id);
    for (const ids of [[], [one], [one, one], [one, two, newId()], [one, newId()]])
      expect((await bench.call('PUT', `/products/${id}/images/order`, { body: { ids } })).status).toBe(409);
    expect(await imagesOf(id)).toEqual([one, two]);
  });
});

describe('S3-16: removing a picture', () => {
  it('takes its content away, too', async () => {
    const id = await bench.addProduct();
    const { body } = await upload(id);
    expect((await bench.call('DELETE', `/products/${id}/images/${body.id}`)).status).toBe(204);
    expect(await imagesOf(id)).toEqual([]);
    expect(await bench.storage.open(body.id)).toBeUndefined();
    expect((await bench.call('GET', `/images/${body.id}`)).status).toBe(404);
    expect((await bench.call('DELETE', `/products/${id}/images/${body.id}`)).status).toBe(404);
  });

  it('of another product is refused', async () => {
    const id = await bench.addProduct();
    const { body } = await upload(id);
    const other = await bench.addProduct();
    expect((await bench.call('DELETE', `/products/${other}/images/${body.id}`)).status).toBe(404);
    expect(await imagesOf(id)).toEqual([body.id]);
  });
});

describe('S3-16: a picture', () => {
  it('is open to everybody who knows its id, and kept by browsers for good', async () => {
    const { body } = await upload(await bench.addProduct());
    const response = await fetch(`${bench.url}/images/${body.id}`);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(PNG.length),
      'cache-control': 'public, max-age=31536000, immutable',
      etag: `"${body.id}"`,
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
    });
    const again = await fetch(`${bench.url}/images/${body.id}`, {
      headers: { 'if-none-match': `"${body.id}"` },
    });
    expect(again.status).toBe(304);
    expect((await fetch(`${bench.url}/images/${body.id.toUpperCase()}`)).status).toBe(200);
  });

  it('that does not exist, or is not here yet, is missing', async () => {
    const product = await bench.addProduct();
    const id = newId();
    const row = { id, product_id: product, position: 0, source: 'import', url: 'http://example.com/a.png' };
    await bench.db.insertInto('product_images').values(row).execute();
    for (const unknown of [id, newId()])
      expect((await fetch(`${bench.url}/images/${unknown}`)).status).toBe(404);
    expect((await fetch(`${bench.url}/images/..%2f..%2fetc`)).status).toBe(422);
    expect((await bench.call('GET', `/products/${product}`)).body).toMatchObject({
      image_id: null,
      images: [
        { id, url: 'http://example.com/a.png', mime: null, stored: false, source: 'import', error: null },
      ],
    });
  });
});
