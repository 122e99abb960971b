/** An item as a language model would name it. */
export interface FakeItem {
  readonly title: string;
  readonly qty: number | null;
  readonly unit: string | null;
}

const AMOUNT =
  /[-–—:=\s]*(\d+(?:[.,]\d+)?)\s*(шт|штук|упаковк\p{L}*|уп|пачк\p{L}*|м|кг|л|рулон\p{L}*)?\.?$/iu;
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^шт/i, 'piece'],
  [/^(уп|пач)/i, 'pack'],
  [/^м/i, 'metre'],
  [/^кг/i, 'kilogram'],
  [/^л/i, 'litre'],
  [/^рул/i, 'roll'],
];

/** The things of an order, one a line or between commas: the amount stands at the end. As clever as a fake must be. */
export const itemsOf = (order: string): readonly FakeItem[] =>
  order
    .split(/[\n;]|,(?!\d)/)
    .map((line) => line.trim())
    .filter((line) => /\p{L}/u.test(line))
    .map((line) => {
      const found = AMOUNT.exec(line);
      const title = line.replace(AMOUNT, '').trim();
      if (!found || title === '') return { title: line, qty: null, unit: null };
      const [, qty = '', word] = found;
      const unit = word === undefined ? undefined : UNITS.find(([shape]) => shape.test(word))?.[1];
      return { title, qty: Number(qty.replace(',', '.')), unit: unit ?? null };
    });
