import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import type { Employee } from '#test/actors/panel.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office?.close());

const LIST = 'Артикул;Наименование;Цена;Остаток\nТР-20;Труба 20;150,50;12\n;Без артикула;1;1\n';

const form = (content: string): FormData => {
  const data = new FormData();
  data.append('file', new Blob([content]), 'price.csv');
  return data;
};

const importNow = (who: Employee | undefined, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${office.base()}/admin/catalog/import`, {
    method: 'POST',
    headers: {
      ...(who ? { cookie: [...who.cookies].map((pair) => pair.join('=')).join('; ') } : {}),
      ...headers,
    },
    body: form(LIST),
  });

it('S3-08: a manager imports a price list in one step; strangers, forgers and operators do not', async () => {
  const manager = await office.employee({ roles: ['manager'] });
  const operator = await office.employee({ roles: ['operator'] });
  const token = (who: Employee) => ({ 'x-csrf-token': who.csrf() ?? '' });
  expect((await importNow(undefined)).status).toBe(401);
  expect((await importNow(manager)).status).toBe(403);
  expect((await importNow(operator, token(operator))).status).toBe(403);
  const answer = await importNow(manager, token(manager));
  expect([answer.status, await answer.json()]).toMatchObject([
    200,
    { received: 2, inserted: 1, skipped: 1, errors: [{ line: 3, reason: 'sku_missing' }] },
  ]);
});

it('a price list goes through the panel: dropped, previewed, applied, undone', async () => {
  const manager = await office.employee({ roles: ['manager'] });
  const uploaded = await manager.open('POST', '/shop/imports', form(LIST.replaceAll('ТР-20', 'ТР-25')));
  expect(uploaded.status).toBe(201);
  const { id } = (await uploaded.json()) as { id: number };
  const becomes = (status: string) =>
    vi.waitFor(
      async () => {
        const { body } = await manager.get<{ status: string }>(`/shop/imports/${id}`);
        expect(body.status).toBe(status);
        return body;
      },
      { timeout: 20_000, interval: 50 },
    );
  await manager.post(`/shop/imports/${id}/preview`);
  expect(await becomes('ready')).toMatchObject({
    inserted: 1,
    skipped: 1,
    preview: { new: [{ sku: 'ТР-25' }] },
  });
  await manager.post(`/shop/imports/${id}/apply`, { accepted: false });
  await becomes('done');
  const listed = async () =>
    (await manager.get<{ total: number }>('/shop/products?q=%D0%A2%D0%A0-25')).body.total;
  expect(await listed()).toBe(1);
  await manager.post(`/shop/imports/${id}/undo`);
  await becomes('undone');
  expect(await listed()).toBe(0);
});
