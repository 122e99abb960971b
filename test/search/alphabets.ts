/** Small letters of the two alphabets that look alike, Cyrillic to Latin. */
export const LOOK_ALIKES: ReadonlyMap<string, string> = pairs('авекмнорстух', 'abekmhopctyx');

/** The other way round. */
export const LOOK_ALIKES_BACK: ReadonlyMap<string, string> = pairs('abekmhopctyx', 'авекмнорстух');

/** Signs that the keys of a Russian keyboard give when it is switched to English. */
export const RUSSIAN_KEYS: ReadonlyMap<string, string> = pairs(
  'йцукенгшщзхъфывапролджэячсмитьбюё.,/',
  "qwertyuiop[]asdfghjkl;'zxcvbnm,.`/?|",
);

/** Ways in which people write Russian in Latin letters; letters that a way lacks are as in the first one. */
export const TRANSLITERATIONS: readonly ReadonlyMap<string, string>[] = ways();

/** Replaces the signs that the table knows. */
export const respelled = (text: string, table: ReadonlyMap<string, string>): string =>
  [...text].map((sign) => table.get(sign) ?? sign).join('');

function pairs(from: string, to: string): Map<string, string> {
  const targets = [...to];
  return new Map([...from].map((sign, at) => [sign, targets[at] ?? sign]));
}

function ways(): Map<string, string>[] {
  const plain = new Map([
    ...pairs('абвгдезийклмнопрстуфыэ', 'abvgdeziyklmnoprstufye'),
    ...Object.entries({
      ё: 'e',
      ж: 'zh',
      х: 'h',
      ц: 'ts',
      ч: 'ch',
      ш: 'sh',
      щ: 'sch',
      ъ: '',
      ь: '',
      ю: 'yu',
      я: 'ya',
    }),
  ]);
  const passport = Object.entries({ ё: 'yo', й: 'i', х: 'kh', ц: 'c', щ: 'shch', ь: "'", ю: 'iu', я: 'ia' });
  const chat = Object.entries({ ж: 'j', й: 'j', х: 'x', ц: 'c', ч: '4', щ: 'sh', ы: 'i', ю: 'u', я: 'ja' });
  return [plain, new Map([...plain, ...passport]), new Map([...plain, ...chat])];
}
