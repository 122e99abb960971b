import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CHANNELS } from '#test/actors/actor.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import type { Employee } from '#test/actors/panel.ts';
import { send } from '#test/fakes/onec/send.ts';

let office: TestOffice;
let manager: Employee;
beforeAll(async () => {
  office = await openOffice();
  manager = await office.employee({ roles: ['manager'] });
  // A single section would be opened at once.
  await send({
    base: office.base(),
    body: [{ sku: 'Л-1', title: 'Лопата', category: 'Сезонное', price: 990 }],
  });
});
afterAll(() => office.close());

const list = (content: string): FormData => {
  const data = new FormData();
  data.append('file', new Blob([content]), 'price.csv');
  return data;
};

/** The manager lets the office work on an import until it is so. */
const until = (id: number, status: string): Promise<unknown> =>
  vi.waitFor(
    async () => {
      const { body } = await manager.get<{ status: string }>(`/shop/imports/${id}`);
      expect(body.status).toBe(status);
    },
    { timeout: 20_000, interval: 50 },
  );

describe.each(CHANNELS)('a price on %s', (channel) => {
  it('comes from 1C, changes by a price list, and is what it was when that is undone', async () => {
    const title = `Кран шаровой ${channel}`;
    const category = `Краны для ${channel}`;
    const item = { sku: `КР-${channel}`, title, category, price: 450, stock_qty: 7 };
    const pushed = await send({ base: office.base(), body: { items: [item] } });
    expect(pushed.text).toBe('{"ok":true,"received":1,"upserted":1,"skipped":0}');

    const anna = await office.person(channel);
    const sees = async (price: RegExp): Promise<void> => {
      await anna.says('/catalog');
      await anna.hears(/^Каталог/);
      await anna.presses(`${category} (1)`);
      await anna.hears(new RegExp(category));
      const shown = (await anna.sees()).buttons.flat().find((label) => label.startsWith('Кран шаровой'));
      await anna.presses(shown ?? '');
      await anna.hears(price);
    };
    await sees(/450\s*₽/);

    const uploaded = await manager.open(
      'POST',
      '/shop/imports',
      list(`Артикул;Наименование;Цена\n${item.sku};${title};512,50\n`),
    );
    const { id } = (await uploaded.json()) as { id: number };
    await manager.post(`/shop/imports/${id}/apply`, { accepted: false });
    await until(id, 'done');
    await sees(/512,50\s*₽/);

    await manager.post(`/shop/imports/${id}/undo`);
    await until(id, 'undone');
    await sees(/450\s*₽/);
  });
});
