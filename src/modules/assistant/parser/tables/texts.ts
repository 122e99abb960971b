/** Heads of columns in small letters, by what the column holds; a head is recognized by its beginning. */
export const COLUMN_HEADS = {
  ordinal: /^(?:№|n|no|п\/п|#|№ ?п\/п|n ?п\/п|поз|номер)\.?$/u,
  size: /^(?:размер|цвет|диаметр|толщина|рост|об[ъь]?ем|фасовка|сечение|size|colou?r)/u,
  code: /^(?:арт|код|sku|штрих|штрихкод|id)/u,
  title: /^(?:наим|назв|товар|номенкл|позиц|материал|продук|описан|name|title|изделие|product|item|что)/u,
  qty: /^(?:кол|к-во|qty|quantity|count|заказ|потребн|нужно|количест|шт\.?$)/u,
  unit: /^(?:ед|единиц|unit|изм|е\.и)/u,
  money: /^(?:цена|стоим|сумм|price|total|amount|руб|итог|всего|скид|ндс|розн|опт)/u,
  note: /^(?:прим|коммент|срок|note|остат|налич|склад)/u,
} as const;
export type ColumnKind = keyof typeof COLUMN_HEADS;

/** «120 р», «45,00 руб.»: a cell of money. */
export const MONEY_CELL = /\d\s?(?:₽|р(?:уб\p{L}{0,4})?)\.?$/u;

/** The first cell of a row of totals. */
export const TOTALS = /^(?:итог|всего|сумма|total|в т\.? ?ч|ндс|к оплате|доставка)/u;
