import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { FileStorage } from '#platform/storage/storage.ts';
import { readImages } from '../products/rows.ts';
import type { ProductImage } from '../products/schema.ts';
import { imageTypeOf } from './kind.ts';
import { type FreeBytes, hasRoom, noLimit } from './room.ts';

/** Pictures one product may have. */
const MOST_IMAGES = 50;

export type Images = ReturnType<typeof createImages>;

/** Pictures of goods: what the office adds, removes and orders, and what everybody sees of them. */
export const createImages = ({
  db,
  storage,
  audit,
  clock,
  freeBytes = noLimit,
}: {
  db: Database;
  storage: FileStorage;
  audit: Audit;
  clock: Clock;
  freeBytes?: FreeBytes;
}) => {
  /**
   * Adds a picture as the last one of a product. AppError `missing`; `invalid`: not JPEG, PNG, WebP or GIF;
   * `conflict`: it has too many; `unavailable`: no room.
   */
  const add = async (by: Actor, productId: number, content: Uint8Array): Promise<ProductImage> => {
    assertMay(by, 'catalogue.change');
    const mime = await imageTypeOf(content);
    if (!mime)
      throw new AppError('invalid', 'this is no picture', {
        fields: [{ path: 'file', issue: 'must be JPEG, PNG, WebP or GIF' }],
      });
    if (!(await hasRoom(freeBytes))) throw new AppError('unavailable', 'there is no room for pictures');
    const id = newId(clock.now());
    // The content comes first: what customers are shown is there. Without its row the sweep removes it.
    const { size } = await storage.put(id, content);
    try {
      await db.transaction().execute(async (tx) => {
        const present = await lockImages(tx, productId);
        if (present.length >= MOST_IMAGES)
          throw new AppError('conflict', `a product may have at most ${MOST_IMAGES} pictures`);
        await sql`
          insert into product_images (id, product_id, position, source, mime, size, stored_at)
          select ${id}, ${productId}, coalesce(max(position) + 1, 0), 'office', ${mime}, ${size}, now()
          from product_images where product_id = ${productId}
        `.execute(tx);
        await audit.record(tx, {
          by,
          action: 'catalogue.add_image',
          subject: subjectOf(productId),
          after: { image: id },
        });
      });
    } catch (error) {
      await storage.remove(id).catch(() => undefined);
      throw error;
    }
    return { id, url: null, mime, stored: true, source: 'office', error: null };
  };

  /** AppError `missing`: there is no such picture of this product. */
  const remove = async (by: Actor, productId: number, id: string): Promise<void> => {
    assertMay(by, 'catalogue.change');
    await db.transaction().execute(async (tx) => {
      const present = await lockImages(tx, productId);
      if (!present.includes(id)) throw new AppError('missing', 'there is no such picture of this product');
      await sql`delete from product_images where id = ${id}`.execute(tx);
      await audit.record(tx, {
        by,
        action: 'catalogue.remove_image',
        subject: subjectOf(productId),
        before: { image: id },
      });
    });
    // What is left here by a failure, the sweep finds.
    await storage.remove(id).catch(() => undefined);
  };

  /** Puts the pictures of a product in this order. AppError `missing`; `conflict`: these are not all of them. */
  const order = async (
    by: Actor,
    productId: number,
    ids: readonly string[],
  ): Promise<readonly ProductImage[]> => {
    assertMay(by, 'catalogue.change');
    await db.transaction().execute(async (tx) => {
      const before = await lockImages(tx, productId);
      if (before.length !== ids.length || !before.every((id) => ids.includes(id)))
        throw new AppError('conflict', 'the product has other pictures by now');
      if (before.every((id, place) => id === ids[place])) return;
      await sql`
        update product_images i set position = w.place - 1
        from unnest(${ids}::uuid[]) with ordinality as w(id, place) where i.id = w.id
      `.execute(tx);
      const subject = subjectOf(productId);
      await audit.record(tx, { by, action: 'catalogue.order_images', subject, before, after: ids });
    });
    return readImages(db, productId);
  };

  /** What a picture is, for everybody who knows its id; undefined when there is none, or its content is not here. */
  const find = async (id: string): Promise<{ readonly mime: string } | undefined> => {
    const { rows } = await sql<{ mime: string }>`
      select mime from product_images where id = ${id} and stored_at is not null and mime is not null
    `.execute(db);
    return rows[0];
  };

  /** Its content; the reader must end the stream. */
  const open = (id: string): Promise<{ readonly stream: Readable; readonly size: number } | undefined> =>
    storage.open(id);

  return { add, remove, order, find, open };
};

/** The ids of the pictures of a product in their order; nobody else changes them until the end. AppError `missing`. */
const lockImages = async (tx: Tx, productId: number): Promise<string[]> => {
  const { rows: known } = await sql`
    select from products where id = ${productId} for no key update
  `.execute(tx);
  if (known.length === 0) throw new AppError('missing', 'there is no such product');
  const { rows } = await sql<{ id: string }>`
    select id from product_images where product_id = ${productId} order by position, id
  `.execute(tx);
  return rows.map(({ id }) => id);
};

const subjectOf = (productId: number) => ({ kind: 'product', id: String(productId) });
