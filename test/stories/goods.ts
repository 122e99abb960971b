import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { sql } from 'kysely';
import { expect, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { normalSku } from '#modules/catalogue/index.ts';
import type { Database } from '#platform/db/database.ts';
import { createFolderStorage } from '#platform/storage/folder.ts';
import type { TestOffice } from '#test/actors/office.ts';
import { PATIENCE } from '#test/patience.ts';

/** A product of a story; what is not told is usual. */
export interface Goods {
  readonly title: string;
  readonly sku?: string;
  readonly price?: string | null;
  readonly stock?: string;
  readonly unit?: string;
  readonly pack?: string;
  readonly description?: string;
  readonly picture?: boolean;
}

/** A shelf: further shelves by name, or goods. */
export type Shelf = readonly Goods[] | { readonly [title: string]: Shelf };

/** Fills the catalogue of an office as an import would leave it. */
export const stockUp = async (
  office: TestOffice,
  shelves: { readonly [title: string]: Shelf },
): Promise<void> => {
  await putAll(office, null, shelves);
  await recount(office.db);
};

/** Waits until customers find these very words: what was stocked up is searchable a moment later. */
export const searchable = async (office: TestOffice, ...titles: readonly string[]): Promise<void> => {
  const scout = await office.person('webchat');
  for (const title of titles)
    await vi.waitFor(async () => {
      await scout.says(title);
      expect(await scout.hears(/^По запросу|^Точно такого|Выберите раздел|Поиск сейчас|не понял/)).toMatch(
        /наш(ёл|л)[а-я]+ [\d\s]+ товар/,
      );
      expect((await scout.sees()).text).toMatch(`. ${title}`);
    }, PATIENCE);
  scout.leaves();
};

/** The office hides a product, or shows it again. */
export const hide = async (office: TestOffice, title: string, hidden = true): Promise<void> => {
  await sql`update products set hidden_by_office = ${hidden} where title = ${title}`.execute(office.db);
  await recount(office.db);
};

const putAll = async (
  office: TestOffice,
  parentId: number | null,
  shelves: { readonly [title: string]: Shelf },
): Promise<void> => {
  for (const [position, [title, shelf]] of Object.entries(shelves).entries()) {
    const { id } = await office.db
      .insertInto('categories')
      .values({ parent_id: parentId, title, position })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (Array.isArray(shelf)) for (const goods of shelf) await put(office, id, goods);
    else await putAll(office, id, shelf as { readonly [title: string]: Shelf });
  }
};

const put = async (office: TestOffice, categoryId: number, goods: Goods): Promise<void> => {
  const {
    title,
    sku = newId(),
    price = '100.00',
    stock = '5',
    unit,
    pack,
    description = '',
    picture,
  } = goods;
  const { id } = await office.db
    .insertInto('products')
    .values({
      sku,
      sku_normal: normalSku(sku),
      category_id: categoryId,
      title,
      description,
      unit: unit ?? null,
      pack_qty: pack ?? null,
      price,
      stock_qty: stock,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (!picture) return;
  const image = newId();
  const storage = await createFolderStorage({ folder: join(office.app().config.core.dataDir, 'pictures') });
  const content = greyPng(640, 480);
  await storage.put(image, content);
  await office.db
    .insertInto('product_images')
    .values({
      id: image,
      product_id: id,
      position: 0,
      source: 'office',
      mime: 'image/png',
      size: content.length,
      stored_at: new Date(),
    })
    .execute();
};

const recount = async (db: Database): Promise<void> => {
  await sql`
    update categories c set visible_products =
      (select count(*) from products p where p.category_id = c.id and not p.hidden)
  `.execute(db);
};

/** A picture that every program can show. */
const greyPng = (width: number, height: number): Buffer => {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits of grey a pixel; each line begins with its filter, none.
  header[8] = 8;
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(width, 0xb0)]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => line)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};
