/** Names that Russians do not spell letter by letter. */
const KNOWN: Readonly<Record<string, string>> = {
  bosch: 'бош',
  makita: 'макита',
  hitachi: 'хитачи',
  hilti: 'хилти',
  knauf: 'кнауф',
  schneider: 'шнайдер',
  legrand: 'легранд',
  grohe: 'грое',
};

/** Sounds of several letters, those that hold others first. */
const SOUNDS: readonly (readonly [written: RegExp, heard: string])[] = [
  [/sch|sh/g, 'ш'],
  [/ch/g, 'ч'],
  [/ph/g, 'ф'],
  [/th/g, 'т'],
  [/ck/g, 'к'],
  [/qu/g, 'кв'],
  [/ee/g, 'и'],
  [/oo/g, 'у'],
  [/zh/g, 'ж'],
  [/x/g, 'кс'],
  [/c(?=[eiy])/g, 'с'],
  [/ya/g, 'я'],
  [/yu/g, 'ю'],
  [/(?<=[^aeiouy][^aeiouy])e$/g, ''],
];

const LETTERS: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'б',
  c: 'к',
  d: 'д',
  e: 'е',
  f: 'ф',
  g: 'г',
  h: 'х',
  i: 'и',
  j: 'дж',
  k: 'к',
  l: 'л',
  m: 'м',
  n: 'н',
  o: 'о',
  p: 'п',
  q: 'к',
  r: 'р',
  s: 'с',
  t: 'т',
  u: 'у',
  v: 'в',
  w: 'в',
  y: 'и',
  z: 'з',
};

/** A Latin name as somebody who only heard it writes it in Russian. */
export const byEar = (name: string): string => {
  const small = name.toLowerCase().replaceAll('-', '');
  const known = KNOWN[small];
  if (known !== undefined) return known;
  const heard = SOUNDS.reduce((text, [written, sound]) => text.replace(written, sound), small);
  return heard.replace(/([а-яa-z])\1/g, '$1').replace(/[a-z]/g, (letter) => LETTERS[letter] ?? letter);
};
