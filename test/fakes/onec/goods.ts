/** An item as the exchange module of 1C writes it. */
export interface Item {
  readonly sku: string;
  readonly title: string;
  readonly category: string;
  readonly stock_qty: number;
  readonly price: number;
  readonly description: string;
}

const GROUPS = [
  'Трубы/ПВХ',
  'Трубы/Медь',
  'Краны/Шаровые',
  'Фитинги',
  'Инструмент/Ручной',
  'Крепёж',
] as const;
const NAMES = ['Труба', 'Кран', 'Муфта', 'Тройник', 'Хомут', 'Уголок', 'Заглушка', 'Ключ'] as const;

/** The goods at these places of an endless price list: the same place gives the same item, on any machine. */
export function* makeGoods({
  count,
  from = 0,
  version = 0,
  changedShare = 0.01,
}: {
  count: number;
  from?: number;
  /** A later version has other prices and stock for the changed share of the goods. */
  version?: number;
  changedShare?: number;
}): Generator<Item> {
  for (let place = from; place < from + count; place += 1) {
    const changed = version > 0 && noise(place, version) < changedShare;
    const mark = changed ? version : 0;
    const name = pick(NAMES, noise(place, 1_001));
    yield {
      sku: `F-${String(place).padStart(7, '0')}`,
      title: `${name} ${10 + Math.floor(noise(place, 1_002) * 90)} мм №${place}`,
      category: pick(GROUPS, noise(place, 1_003)),
      stock_qty: Math.floor(noise(place, 2_000 + mark) * 5_000) / 10,
      price: Math.floor(100 + noise(place, 3_000 + mark) * 100_000) / 100,
      description: `Описание товара ${place}`,
    };
  }
}

/** From 0 to 1, the same for the same place and salt (the finaliser of MurmurHash3). */
const noise = (place: number, salt: number): number => {
  let hash = Math.imul(place + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
};

const pick = <T>(list: readonly T[], at: number): T => list[Math.floor(at * list.length)] as T;
