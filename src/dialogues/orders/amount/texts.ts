/** Words that mean one piece of a product, whatever its unit is. */
export const PIECES: ReadonlySet<string> = new Set(
  'шт штука штуки штуку штук штучка штучки штучек pc pcs piece pieces'.split(' '),
);

/** Words that mean a pack of a product. */
export const PACKS: ReadonlySet<string> = new Set(
  'уп упак упаковка упаковки упаковку упаковок пачка пачки пачку пачек pack packs'.split(' '),
);

/** Amounts as people say them in words. */
export const NUMBERS: ReadonlyMap<string, string> = new Map(
  [
    'ноль zero',
    'один одна одну одно one',
    'два две пару пара two pair',
    'три трое three',
    'четыре four',
    'пять five',
    'шесть six',
    'семь seven',
    'восемь eight',
    'девять nine',
    'десять десяток ten',
    'одиннадцать eleven',
    'двенадцать дюжина дюжину dozen twelve',
  ].flatMap((words, number): [string, string][] => words.split(' ').map((word) => [word, String(number)])),
);

/** What people put before an amount: "x 3", "по 3". */
export const BEFORE: ReadonlySet<string> = new Set(['x', 'х', '×', '*', 'по']);

/** Units whose words begin alike though they are not the same. */
export const SHORT_UNITS: Readonly<Record<string, readonly string[]>> = {
  м: ['метр', 'метра', 'метров', 'метры', 'пм', 'мп'],
  'пог. м': ['м', 'метр', 'метра', 'метров', 'пм', 'мп'],
  'м.п': ['м', 'метр', 'метра', 'метров', 'пм', 'мп'],
  кг: ['килограмм', 'килограмма', 'килограммов', 'кило'],
  г: ['гр', 'грамм', 'грамма', 'граммов'],
  л: ['литр', 'литра', 'литров'],
  т: ['тонна', 'тонны', 'тонн'],
  рул: ['рулон', 'рулона', 'рулонов'],
  компл: ['комплект', 'комплекта', 'комплектов'],
};
