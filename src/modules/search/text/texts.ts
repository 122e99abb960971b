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

/** Prepositions and conjunctions that are one letter long. */
export const WORDS_OF_ONE_LETTER = 'авикосу';

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

/** Words of chat that say nothing of a product: they weigh next to nothing beside others. */
export const FILLER: ReadonlySet<string> = new Set(
  `и в во на с со к ко по от до из за о об у для что чтобы чтоб чего как так или либо а же ли бы б ну вот ведь уж уже
  это эта этот эти этого такой такая такое такие там тут здесь где когда тогда куда почему зачем потом сейчас сегодня завтра
  какой какая какие какое какого каких который которая которое которые нибудь еще тоже также только просто очень вообще
  может можно можете сможете будет будут был была было были быть этом
  я мы вы ты он она они мне меня нам нас вам вас тебе тебя ему его ее их себе мое моя мои ваш ваша ваше ваши вашем
  добрый доброе доброго доброй день дня утро утра вечер вечера ночи время времени суток
  здравствуйте здравствуй здраствуйте здрасте здрасьте здрасти привет приветик приветствую салют хай алло ало здарова здорово
  пока свидания досвидания всего хорошего
  да нет неа ага угу ок окей оке хорошо ладно конечно понял поняла понятно ясно отлично
  спасибо спасибки спс благодарю пожалуйста пожалуйсто пжл пжлст плиз извините простите
  ребята ребят друзья коллеги уважаемые
  нужен нужна нужно нужны надо необходим необходима необходимо необходимы требуется требуются понадобился понадобилась
  хочу хочется хотим хотел хотела хотели хотелось ищу ищем искал искала найти найдите найди поищите
  дай дайте давай давайте покажи покажите показать подбери подберите подобрать посоветуйте
  подскажи подскажите скажи скажите посмотри посмотрите посмотреть узнать помоги помогите помочь интересует интересуют
  заказать закажу заказываю оформить купить куплю покупаю приобрести взять возьму беру
  есть имеется имеются наличии наличие продаете продаешь продается продаются осталось остались
  почем сколько скольки стоит стоят стоить стоимость цена цены цену ценник прайс рублей рубля
  работаете работаешь шт
  the for of hi hello ok okay yes thanks please privet`.split(/\s+/),
);

/**
 * Words customers say about the shop, spelled right: they are found where products have them, but never taken
 * for the misspelling of another word.
 */
export const SHOP_TALK: readonly string[] =
  `оператор менеджер консультант продавец человек специалист мастер бот назад меню помощь вопрос
  доставка самовывоз оплата рассрочка кредит возврат обмен гарантия скидка акция заказ корзина
  магазин склад офис адрес телефон номер сайт почта график режим работа выходной`.split(/\s+/);
