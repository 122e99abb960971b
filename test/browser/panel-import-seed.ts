import type { Employee } from '#test/actors/panel.ts';
import { done, until } from './panel-scenes.ts';
import { priceList } from './price-list.ts';

const FIRST = [
  ['С-101', 'Саморез по дереву 3,5х35', 'Крепёж', '1,20', '12000'],
  ['С-102', 'Саморез по дереву 3,5х45', 'Крепёж', '1,45', '9500'],
  ['Д-201', 'Дюбель распорный 6х30', 'Крепёж', '2,10', '4300'],
  ['Ш-301', 'Шпаклёвка финишная 25 кг', 'Отделка', '640,00', '48'],
  ['', 'Грунтовка глубокого проникновения', 'Отделка', '310,00', '20'],
];
const SECOND = [['С-101', 'Саморез по дереву 3,5х35', 'Крепёж', '3,90', '11800'], ...FIRST.slice(1, 2)];

/** Loads a price list with a bad row, then brings a full one that hides most goods; answers the id of that one. */
export const seedImports = async (manager: Employee): Promise<number> => {
  const first = await checked(manager, FIRST, 'прайс-март.csv');
  await done(manager.post(`/shop/imports/${first}/apply`, { accepted: true }));
  await reached(manager, first, 'done');
  return checked(manager, SECOND, 'остатки.csv', { full_load: true });
};

const checked = async (
  manager: Employee,
  rows: readonly (readonly string[])[],
  name: string,
  decision: Readonly<Record<string, unknown>> = {},
): Promise<number> => {
  const { mimeType, buffer } = priceList(rows);
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(buffer)], { type: mimeType }), name);
  const { id } = (await (await manager.open('POST', '/shop/imports', form)).json()) as { id: number };
  await done(manager.put(`/shop/imports/${id}/table`, decision));
  await done(manager.post(`/shop/imports/${id}/preview`));
  await reached(manager, id, 'ready');
  return id;
};

const reached = (manager: Employee, id: number, status: string): Promise<unknown> =>
  until(async () => (await manager.get<{ status: string }>(`/shop/imports/${id}`)).body.status === status);
