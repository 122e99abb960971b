import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { TestOffice } from '#test/actors/office.ts';

/** An order as a test tells it; what it does not say is usual. */
export interface PlacedOrder {
  readonly company: string;
  readonly status?: string;
  readonly lines: readonly {
    readonly product?: number;
    readonly title: string;
    readonly qty: string;
    readonly price?: string | null;
    readonly said?: string;
    readonly doubt?: 'doubtful' | 'unknown';
  }[];
  readonly comment?: string;
  readonly address?: string;
  readonly hoursAgo?: number;
  readonly conversation?: string;
  readonly person?: string;
}

/** Places an order as its customer would have; answers its id and number. */
export const anOrder = async (
  { db }: TestOffice,
  order: PlacedOrder,
): Promise<{ readonly id: string; readonly number: number }> => {
  const { company, status = 'pending', lines, comment = '', address = null, hoursAgo = 1 } = order;
  const person = order.person ?? newId();
  const organization = newId();
  if (order.person === undefined)
    await db.insertInto('people').values({ id: person, name: 'Анна Снабженцева' }).execute();
  const known = await db
    .selectFrom('organizations')
    .select('id')
    .where('name', '=', company)
    .executeTakeFirst();
  if (!known)
    await db
      .insertInto('organizations')
      .values({ id: organization, name: company, kind: 'company' })
      .execute();
  await sql`
    insert into organization_members (organization_id, person_id, role)
    values (${known?.id ?? organization}, ${person}, 'member') on conflict do nothing
  `.execute(db);
  const id = newId();
  const at = new Date(Date.now() - hoursAgo * 3_600_000);
  const { rows } = await sql<{ number: number }>`
    insert into orders (id, number, person_id, organization_id, status, comment, address, total, submitted_at, channel,
                        conversation_id, created_at)
    select ${id}, nextval('order_numbers'), ${person}, ${known?.id ?? organization}, ${status}, ${comment}, ${address},
           (select coalesce(sum((l->>'qty')::numeric * (l->>'price')::numeric), 0) from jsonb_array_elements(${JSON.stringify(lines)}::jsonb) l),
           ${at}, 'telegram', ${order.conversation ?? null}, ${at}
    returning number
  `.execute(db);
  for (const [index, line] of lines.entries())
    await db
      .insertInto('order_lines')
      .values({
        order_id: id,
        position: index + 1,
        product_id: line.product ?? null,
        title: line.title,
        unit: 'шт',
        qty: line.qty,
        price: line.price ?? null,
        said: line.said ?? null,
        doubt: line.doubt ?? null,
      })
      .execute();
  await db
    .insertInto('order_changes')
    .values({
      order_id: id,
      from_status: 'draft',
      to_status: 'pending',
      by_id: person,
      by_channel: 'telegram',
      at,
    })
    .execute();
  await sql`select pg_notify('kontora_orders', ${`order.placed ${id}`})`.execute(db);
  return { id, number: rows[0]?.number ?? 0 };
};

/** Orders in every status, as on a working day; answers the one with something to clarify. */
export const seedOrders = async (
  office: TestOffice,
  { product, ...who }: { product: number; conversation?: string; person?: string },
): Promise<string> => {
  const pipe = (qty: string) => ({ product, title: 'Перфоратор SDS-plus 810 Вт', qty, price: '7490.00' });
  const screws = { title: 'Саморез по дереву 3,5х45, 200 шт', qty: '10', price: '189.90' };
  const { id } = await anOrder(office, {
    company: 'ООО «Стройсервис»',
    lines: [
      pipe('2'),
      screws,
      { title: 'муфта 1/2 5', qty: '5', said: 'муфта 1/2 5', doubt: 'doubtful' },
      { title: 'хомуты как в прошлый раз', qty: '20', said: 'и хомуты как в прошлый раз', doubt: 'unknown' },
    ],
    comment: 'Позвонить за час, въезд со двора',
    address: 'Тула, проспект Ленина, 5',
    ...who,
  });
  await anOrder(office, { company: 'ИП Плиточкин', lines: [screws], hoursAgo: 3 });
  await anOrder(office, { company: 'ТСЖ «Уют»', lines: [pipe('1')], hoursAgo: 5 });
  for (const [index, status] of [
    'confirmed',
    'assembling',
    'assembling',
    'shipped',
    'done',
    'cancelled',
  ].entries())
    await anOrder(office, {
      company: `ООО «Заказчик ${index + 1}»`,
      status,
      lines: [pipe(String(index + 1)), screws],
      hoursAgo: 20 + index * 15,
    });
  return id;
};
