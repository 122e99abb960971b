/** Fields of an item on the wire. */
export type ItemField = keyof typeof ALIASES;

/** Names of every field on the wire, the strongest first (contracts/onec.md 1.3). */
export const ALIASES = {
  sku: ['sku', 'code', 'id', 'guid', 'Ид', 'Артикул', 'Код'],
  guid: ['guid', 'Ид'],
  title: ['title', 'name', 'Наименование', 'title_ru'],
  titleLat: ['title_lat'],
  category: ['category', 'parent', 'Группа', 'Категория'],
  categoryLat: ['category_lat'],
  stockQty: ['stock_qty', 'qty', 'quantity', 'stock', 'Остаток', 'Количество'],
  price: ['price', 'Цена'],
  prices: ['prices', 'Цены'],
  stocks: ['stocks', 'Остатки', 'Склады'],
  description: ['description', 'Описание'],
  unit: ['unit', 'ЕдиницаИзмерения', 'БазоваяЕдиница', 'Единица'],
  barcode: ['barcode', 'Штрихкод'],
  packQty: ['pack_qty', 'КоэффициентУпаковки'],
  images: ['images', 'image', 'image_url', 'Картинки', 'Картинка'],
  deleted: ['deleted', 'is_deleted', 'ПометкаУдаления'],
  active: ['active'],
} as const;

/** Names inside of objects. */
export const INNER = {
  id: ['id', 'guid', 'Ид'],
  title: ['name', 'title', 'Наименование'],
  parent: ['parent', 'Родитель'],
  url: ['url', 'src', 'href'],
  priceType: ['price_type', 'type', 'name', 'title', 'ТипЦены', 'ТипЦен', 'ВидЦены', 'Наименование'],
  price: ['price', 'value', 'Цена', 'Значение'],
  warehouse: ['warehouse', 'name', 'title', 'Склад', 'Наименование'],
  qty: ['qty', 'quantity', 'stock_qty', 'stock', 'Количество', 'Остаток'],
} as const;

/** How yes and no are written, in small letters. */
export const YES: readonly string[] = ['true', '1', 'yes', 'y', 'да', 'истина'];
export const NO: readonly string[] = ['false', '0', 'no', 'n', 'нет', 'ложь'];

/** Cyrillic letters, and the Latin ones they are mistaken for. */
export const LOOK_ALIKES = ['АВЕЁКМНОРСТУХІЈЅ', 'ABEEKMHOPCTYXIJS'] as const;
