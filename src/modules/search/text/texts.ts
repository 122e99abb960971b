/** The letter keys of a Russian keyboard, row by row, and what the same keys type in the Latin layout. */
export const RUSSIAN_KEYS = 'йцукенгшщзхъфывапролджэячсмитьбю.ё';
export const LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,./`";

/** Keys that give another sign with Shift: Latin layout → Russian letter or sign. */
export const SHIFTED_KEYS: Readonly<Record<string, string>> = {
  '?': ',',
  '|': '/',
  '{': 'х',
  '}': 'ъ',
  ':': 'ж',
  '"': 'э',
  '<': 'б',
  '>': 'ю',
  '~': 'ё',
};

/** Cyrillic letters drawn like a Latin one. */
export const CYRILLIC_LOOK_ALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  е: 'e',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
  і: 'i',
};

/** Latin letters that stand for a Cyrillic one in a Russian word, small hand-written ones, too. */
export const LATIN_LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
  u: 'и',
  r: 'г',
  n: 'п',
  i: 'і',
};

/** Cyrillic letter by letter in Latin ones, as passports and customers write them. */
export const LATIN_OF_CYRILLIC: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  і: 'i',
  ї: 'i',
  є: 'e',
  ґ: 'g',
};

/** Spellings of units of measure by their short international name. */
const UNIT_SPELLINGS: Readonly<Record<string, string>> = {
  mm: 'мм mm миллиметр миллиметра миллиметров',
  cm: 'см cm сантиметр сантиметра сантиметров',
  m: 'м m метр метра метров',
  kg: 'кг kg килограмм килограмма килограммов',
  g: 'г гр g грамм грамма граммов',
  l: 'л l литр литра литров',
  ml: 'мл ml миллилитр миллилитра миллилитров',
  w: 'вт w ватт ватта',
  kw: 'квт kw',
  v: 'в v вольт',
  a: 'а a ампер ампера',
  sht: 'шт штук штука штуки sht',
  gb: 'гб gb',
  mhz: 'мгц mhz',
  inch: 'дюйм дюйма дюймов inch',
};

/** Unit by spelling. */
export const UNITS: ReadonlyMap<string, string> = new Map(
  Object.entries(UNIT_SPELLINGS).flatMap(([unit, spellings]) =>
    spellings.split(' ').map((spelling) => [spelling, unit]),
  ),
);

/** Units whose square is written with a digit: «мм2». */
export const SQUARED_UNITS: ReadonlySet<string> = new Set(['мм', 'mm', 'см', 'cm']);

/** What stands before a diameter. */
export const DIAMETER_WORDS: ReadonlySet<string> = new Set(['d', 'ф', 'ду', 'dn', 'ø', 'диаметр', 'диам']);

/** Letters that mean "by" between two numbers: «3х2,5». */
export const TIMES_LETTERS = 'xх';

/** The word that means "by" between two numbers: «3,5 на 45». */
export const TIMES_WORD = 'на';

/** The letter ё, and the one that everybody writes for it. */
export const YO = 'ё';
export const YE = 'е';

/** Words of chat that say nothing of a product. */
export const FILLER: ReadonlySet<string> = new Set(
  `и в во на с со к ко по от до для из за о об у не что как или а же ли бы это the for of
  нужен нужна нужно нужны надо есть почем сколько стоит стоят цена цены прайс
  добрый доброе доброго день дня утро утра вечер вечера здравствуйте здрасте привет приветствую хочу хотел хотела можно
  заказать купить куплю интересует интересуют наличии наличие пожалуйста спасибо мне нам вас вам
  подскажите скажите посмотрите какой какая какие какое шт`.split(/\s+/),
);
