const named = (names: string): readonly string[] => names.trim().split(/,\s+/);

/**
 * What the columns of price lists are called, as `plainName` writes names: small letters, no punctuation. The
 * first name of a field is the best one where a table has several.
 */
export const COLUMN_NAMES = {
  sku: named(`
    sku, артикул, арт, артикул товара, code, код товара, код номенклатуры,
    номенклатурный номер, код, article, vendor code, vendorcode, part number,
    каталожный номер, артикул производителя, код 1с, код производителя, номенклатура код, id`),
  guid: named('guid, uuid, ид, гуид, uid, внешний код, идентификатор, external id, ид 1с, xml id'),
  title: named(`
    title ru, title, наименование, наименование товара, наименование номенклатуры,
    номенклатура, название, название товара, name, наименование продукции,
    полное наименование, наименование полное, рабочее наименование, наименование материала,
    наименование позиции, товары работы услуги, товар, товары, продукция, позиция, материал,
    изделие, product, product name`),
  title_lat: named('title lat'),
  category: named(`
    category, категория, категория товара, группа, группа товаров, группа товара,
    товарная группа, группа номенклатуры, номенклатурная группа, раздел, раздел каталога,
    рубрика, родитель, parent, group, каталог, вид номенклатуры, вид товара, путь`),
  category_2: named(`
    category 2, подгруппа, подкатегория, подраздел, subcategory, категория 2, группа 2,
    раздел 2, подгруппа товаров`),
  category_3: named('category 3, подгруппа 2, подкатегория 2, подраздел 2, категория 3, группа 3, раздел 3'),
  category_lat: named('category lat'),
  description: named(
    'description, описание, описание товара, характеристики, примечание, комментарий, details',
  ),
  stock_qty: named(`
    stock qty, остаток, остатки, свободный остаток, остаток на складе, доступно, в наличии,
    наличие, наличие на складе, количество, кол во, колво, кол, stock, qty, quantity,
    количество остаток, остаток количество, количество на складе, конечный остаток,
    в наличии шт, остаток шт, на складе, склад`),
  price: named(`
    price, цена, розничная цена, цена розничная, цена розн, розн цена, розница, розничная,
    ррц, цена ррц, рц, мрц, рекомендованная розничная цена, цена с ндс, цена руб, цена за ед,
    цена за единицу, цена за шт, цена продажи, базовая цена, цена базовая, прайс, цена прайс,
    стоимость`),
  unit: named(`
    unit, ед, ед изм, единица, единица измерения, базовая единица, еи, ед измерения, изм,
    uom`),
  barcode: named('barcode, штрихкод, штрих код, ean, ean13, ean 13, шк, gtin, шк товара'),
  pack_qty: named(`
    pack qty, кратность, упаковка, в упаковке, количество в упаковке, кол во в упаковке,
    кол во в упак, шт в упаковке, шт в уп, норма упаковки, уп, упак`),
  images: named(`
    images, image, image url, фото, изображение, изображения, картинка, картинки,
    ссылка на фото, picture, photo`),
  deleted: named('deleted, is deleted, пометка удаления, пометкаудаления, помечен на удаление'),
} as const;

/** Fields by how the name of their column may begin, where no exact name fits; the more telling ones first. */
export const COLUMN_BEGINNINGS = [
  ['barcode', /^(штрих ?код|ean) /],
  ['pack_qty', /^((кол во|количество|штук|шт) (в|на) (уп|короб)|кратность|норма упак)/],
  ['unit', /^ед(иница)?( изм| |$)/],
  ['sku', /^артикул /],
  ['sku', /^код (товара|номенклатуры|позиции|продукции)/],
  [
    'stock_qty',
    /^(свободный |текущий )?(остат|налич|доступно|в наличии|кол(ичест)?во( |$)|кол во|склад |на складе )/,
  ],
  ['price', /(^| )(розн\S*|ррц)( |$)/],
  [
    'price',
    /^(цена|стоимость|прайс|розн|опт|мелк\S* опт|крупн\S* опт|ррц|мрц|дилер|закуп|price |спец ?цена)/,
  ],
  ['price', /(^| )(цена|price)( |$)/],
  ['category', /^(товарная группа|группа|раздел|категория) /],
  ['title', /^(наименование|номенклатура|название|товары?|продукция) /],
  ['description', /^(описание|характеристик)/],
  ['images', /^(фото|изображени|картинк|ссылка на (фото|изображ))/],
] as const;

/** A currency at the end of a name. */
export const CURRENCY_END = /( в)?( руб| рублях| рубли| рублей| р| rub| rur)+$/;

/** Columns with such names say nothing that is stored, whatever else their name says. */
export const FOREIGN_COLUMNS =
  /тн ?вэд|скидк|сумма|^заказ|к заказу|ваш заказ|старая|валюта|^ндс|ставка|прироста?|изменени|резерв|в пути|ожида|минимальн|вес |объем/;

/** Columns that are levels of one tree where there are several of them. */
export const CATEGORY_LEVELS =
  /^(раздел|категория|группа|товарная группа|группа товаров|подгруппа|подкатегория|подраздел|(category|категория|группа|раздел|подгруппа|подкатегория|подраздел) [23])$/;

/** A wide name above the names of price types. */
export const PRICE_ABOVE = /^(цен|прайс|price)/;

/** Written alike by most. */
export const YO = /ё/g;
export const YE = 'е';

/** Names below «Цена»: the second line of a heading that spans two. */
export const PRICE_OF = /^(розн|опт|мелк|крупн|дилер|закуп|базов|спец|ррц|мрц|vip|от \d|до \d|с ндс|без ндс)/;

/** Words that go from the name of a price column: what is left names the price type. */
export const PRICE_WORDS = /(^| )(цена|стоимость|прайс|price|руб|р|rub|за ед|за шт)(?= |$)/gi;

/** Words that go from the name of a stock column: what is left names the warehouse. */
export const STOCK_WORDS =
  /(^| )(свободный|текущий|остаток|остатки|наличие|доступно|в наличии|кол во|количество|на складе|склад|шт|на)(?= |$)/gi;

/** What stands for an amount of goods: there are some, nobody says how many. */
export const STOCK_SOME =
  /^([><≥≤]|более|больше|свыше|менее|меньше|есть|да|в наличии|имеется|много|мало|достаточно|на складе|yes|\+|\*)/i;

/** What stands for none. */
export const STOCK_NONE =
  /^(нет|нет в наличии|нет на складе|отсутствует|отсутствуют|закончился|no|под заказ|ожидается)$/i;

/** What stands for «this price is not known yet»: on request. */
export const PRICE_ON_REQUEST =
  /^(по запросу|под заказ|уточняйте|уточните|звоните|договорная|договорн|дог|запрос)\.?$/i;
