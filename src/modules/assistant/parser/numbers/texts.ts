/** Number words in every case people use them in, in small letters with `е` for `ё`; the value before the colon. */
const FORMS = `
1: один одна одно одну одного одной
2: два две двух двое двум
3: тройку три трех трое трем
4: четыре четырех четверо
5: пятерку пятерочку пять пяти пятеро
6: шесть шести
7: семь семи
8: восемь восьми
9: девять девяти
10: десять десяти
11: одиннадцать одинадцать одиннадцати
12: двенадцать двенадцати
13: тринадцать тринадцати
14: четырнадцать четырнадцати
15: пятнадцать пятнадцати
16: шестнадцать шестнадцати
17: семнадцать семнадцати
18: восемнадцать восемнадцати
19: девятнадцать девятнадцати
20: двадцать двадцати
30: тридцать тридцати
40: сорок сорока
50: пятьдесят пятьдесят пятидесяти
60: шестьдесят шестидесяти
70: семьдесят семидесяти
80: восемьдесят восьмидесяти
90: девяносто девяноста
100: сто ста
200: двести двухсот
300: триста трехсот
400: четыреста
500: пятьсот пятисот
600: шестьсот
700: семьсот
800: восемьсот
900: девятьсот
`;

/** Word → value, for numbers that add up: «сто двадцать пять». */
export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map(
  FORMS.trim()
    .split('\n')
    .flatMap((row) => {
      const [value = '', words = ''] = row.split(': ');
      return words.split(' ').map((word): [string, number] => [word, Number(value)]);
    }),
);

/** Words that count in groups: alone, or after a number: «два десятка», «3 тысячи». */
export const GROUPS: ReadonlyMap<string, number> = new Map(
  [
    ['дюжина дюжины дюжину дюжине дюжин', 12] as const,
    ['дес десяток десятку десятке десятка десятков десяточек', 10] as const,
    ['сотня сотни сотню сотне сотен соточка соточку', 100] as const,
    ['тысяча тысячи тысячу тысяче тысяч тыс тыща тыщу тыщи', 1000] as const,
  ].flatMap(([words, value]) => words.split(' ').map((word): [string, number] => [word, value])),
);

/** «3к шт»: thousands, where a unit follows. */
export const THOUSANDS: ReadonlySet<string> = new Set(['к', 'k']);
/** As which they are read. */
export const THOUSAND = 'тыс';

/** «2к выключателей», «2к лаков», «10к резисторов», «4к мониторов»: keys, components, ohms, lines of a picture. */
export const KIND_BY_THOUSANDS =
  /^(?:выкл|перекл|розет|клавиш|лак|крас|эмал|грунт|клей|клее|шпа[кт]|гермет|резист|потенц|монит|телеви|камер)/u;

/** Amounts of no whole number, as decimals. */
export const PART_WORDS: ReadonlyMap<string, string> = new Map([
  ['полтора', '1.5'],
  ['полторы', '1.5'],
  ['полутора', '1.5'],
  ['полсотни', '50'],
  ['полдюжины', '6'],
  ['полдесятка', '5'],
  ['половина', '0.5'],
  ['половину', '0.5'],
  ['пол', '0.5'],
  ['четверть', '0.25'],
]);

/** «Two» of something, or a unit of paired things. */
export const COUPLE: ReadonlySet<string> = new Set(['пара', 'пару', 'парочка', 'парочку']);
/** «Витая пара»: an adjective of the pair itself. */
export const ONE_PAIR = /\p{L}{2}(?:ая|яя|ую|юю)$/u;
/** Beginnings of things that come in pairs. */
export const PAIRED: readonly string[] = [
  'перчат',
  'носк',
  'носоч',
  'ботин',
  'сапог',
  'сапож',
  'краг',
  'тапоч',
  'туфл',
  'галош',
  'калош',
  'рукавиц',
  'варежк',
  'кроссов',
  'бахил',
  'вачег',
  'валенк',
  'берц',
  'лыж',
  'коньк',
  'голиц',
  'сланц',
  'сандал',
  'верхон',
  'стелек',
  'стельк',
  'шнурк',
  'наколенник',
  'серьг',
  'сереж',
];

/** The beginning of «полмешка», «пол-упаковки»; what follows must be a unit. */
export const HALF = 'пол';
/** Said between two amounts of which the larger counts: «десяток-другой», «пять-шесть», «2 или 3». */
export const OTHER = 'другой';
export const OR: ReadonlySet<string> = new Set(['или', 'либо']);
/** The second half of a fraction in words, and ordinals: the number before is a size. */
export const ORDINAL =
  /^(?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят|дцат|двадцат|тридцат|сороков|пятидесят|сот)(?:ая|ый|ой|ую|ых|ые|ье|ья|ьих|ьего|и|ь)$/u;
/** «Два на полтора», «3 на 2,5»: a size. */
export const ON = 'на';
/** «Ноль пять»: always a size. */
export const ZERO = 'ноль';
/** «С десяток». */
export const ABOUT = 'с';
/** «С половиной». */
export const AND_A_HALF: readonly [string, string] = ['с', 'половиной'];
