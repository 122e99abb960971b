import { describe, expect, it } from 'vitest';
import { found, hit } from '../testing.ts';
import { nothingReply, resultsReply, similarReply, unavailableReply } from './results.ts';

const OFFERS = [
  { dialogue: 'menu', command: 'menu', title: 'Меню', about: '', key: true },
  { dialogue: 'talk-to-person', command: 'operator', title: 'Позвать человека', about: '', key: true },
];
const PERSON = { label: 'Позвать человека', value: 'start:talk-to-person' };
const RU = { locale: 'ru', narrow: true, offers: OFFERS } as const;
const EN = { ...RU, locale: 'en' } as const;

const pipe = hit({ id: 7, title: 'Труба ПВХ 20', price: '45.50', stock: '0' }, 9);
/** What the message says of the pipe, below what is said of the search. */
const PIPE = '\n\n9. Труба ПВХ 20\n    45,50 ₽ · нет в наличии';

/** A text with ordinary spaces. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const saidOf = (...told: Parameters<typeof resultsReply>): string => plain(resultsReply(...told).text);

describe('what was found', () => {
  it.each([
    [1, 'По запросу «труба» нашёлся 1 товар', '1 product found for “труба”'],
    [2, 'По запросу «труба» нашлось 2 товара', '2 products found for “труба”'],
    [5, 'По запросу «труба» нашлось 5 товаров', '5 products found for “труба”'],
    [11, 'По запросу «труба» нашлось 11 товаров', '11 products found for “труба”'],
    [21, 'По запросу «труба» нашёлся 21 товар', '21 products found for “труба”'],
    [1000, 'По запросу «труба» нашлось 1 000 товаров или больше', '1,000 products or more found for “труба”'],
  ])('%i are counted in words', (total, russian, english) => {
    const page = found([pipe], { total, more: total === 1000 });
    expect(saidOf(page, 'труба', RU)).toBe(russian + PIPE);
    expect(saidOf(page, 'труба', EN)).toBe(`${english}\n\n9. Труба ПВХ 20\n    ₽45.50 · sold out`);
  });

  it('tells how it was read, and the page', () => {
    const page = found([pipe], { total: 23, page: 2, pages: 3, corrected: 'труба пвх 20' });
    expect(saidOf(page, 'nhe,f gd[ 20', RU)).toBe(
      `По запросу «nhe,f gd[ 20» нашлось 23 товара\nПоказываю результаты для «труба пвх 20»${PIPE}\n\nСтраница 2 из 3`,
    );
  });

  it('does not apologise when many are equally good, nor for a slip of one letter', () => {
    const page = found([pipe, { ...pipe, missed: ['пвх'] }], { unsure: true });
    expect(resultsReply(page, 'труба', RU).text).toMatch(/^По запросу/);
    const slip = resultsReply(found([pipe], { unknown: ['ъ'] }), 'труба ъ', RU);
    expect(plain(slip.text)).toBe(`По запросу «труба ъ» нашёлся 1 товар\nНе нашёл слово: ъ${PIPE}`);
    expect(slip.buttons?.flat()).not.toContainEqual(PERSON);
  });

  it('by its item number is no guess, whatever stands beside it', () => {
    const named = { ...pipe, by: 'sku' as const };
    expect(saidOf(found([named], { unknown: ['асдф'] }), 'A-7 асдф', RU)).toBe(
      `По запросу «A-7 асдф» нашёлся 1 товар\nНе нашёл слово: асдф${PIPE}`,
    );
    expect(saidOf(found([named, pipe], { unknown: ['асдф'] }), 'A-7 асдф', RU)).toMatch(/^По запросу/);
  });

  it('does not call the same words another reading', () => {
    expect(resultsReply(found([pipe], { corrected: 'труба пвх' }), 'Труба ПВХ', RU).text).not.toMatch(
      /Показываю/,
    );
  });

  it('has a button for each, which knows its position, and buttons for the pages beside', () => {
    const { buttons } = resultsReply(found([pipe], { total: 17, page: 2, pages: 3 }), 'труба', RU);
    expect(buttons).toEqual([
      [{ label: '9. Труба ПВХ 20', value: 'product:7:9' }],
      [
        { label: '‹ Раньше', value: 'page:1' },
        { label: 'Ещё ›', value: 'page:3' },
      ],
    ]);
  });

  it('keeps long words short', () => {
    const long = 'щ'.repeat(300);
    const page = found([pipe], { corrected: 'ц'.repeat(300), unknown: Array(50).fill(long) });
    expect(resultsReply(page, long, RU).text.length).toBeLessThan(650);
    for (const { label } of nothingReply(page, long, { ...RU, offers: [] }).buttons?.flat() ?? [])
      expect(label.length).toBeLessThanOrEqual(48);
  });
});

it('a page of the longest goods under the longest words is still one message', () => {
  const long = 'щ'.repeat(5_000);
  const longest = { ...hit({ id: 1, title: long, price: '9'.repeat(15), stock: '0' }, 9_999), unit: long };
  const page = found(Array(8).fill(longest), { corrected: 'ц'.repeat(300), unknown: Array(50).fill(long) });
  for (const further of [1, 2]) {
    const { text } = resultsReply({ ...page, page: further, pages: 1_000 }, long, RU);
    expect(text.length).toBeGreaterThan(2_000);
    expect(text.length).toBeLessThanOrEqual(4_096);
  }
});

describe('a guess', () => {
  const lacking = (...words: readonly string[]) => ({ ...pipe, missed: words });

  it.each([
    ['a word is unknown', found([pipe], { unknown: ['асдф'] }), 'нет слова «асдф»', 'the word “асдф” is'],
    [
      'all miss the same',
      found([lacking('утеплитель'), lacking('белый', 'утеплитель')], { unsure: true, total: 200 }),
      'нет слова «утеплитель»',
      'the word “утеплитель” is',
    ],
    [
      'words are unknown, and one is missed by all',
      found([lacking('асдф', 'пвх')], { unsure: true, unknown: ['асдф', 'йцук', 'ъ'] }),
      'нет слов «асдф», «пвх», «йцук»',
      'the words “асдф”, “пвх”, “йцук” are',
    ],
    ['a number is missing', found([lacking('125')], { unsure: true }), 'нет «125»', '“125” is'],
  ])('says first what is missing, and counts nothing: %s', (_, page, russian, english) => {
    const [russianHead] = saidOf(page, 'запрос', RU).split('\n\n');
    expect(russianHead).toBe(`Точно такого не нашлось: ${russian}. Показываю самое близкое.`);
    const [englishHead] = saidOf(page, 'запрос', EN).split('\n\n');
    expect(englishHead).toBe(`No exact match: ${english} missing. These are the closest ones.`);
  });

  it('may lack now this, now that', () => {
    const page = found([lacking('пвх'), lacking('белая')], { unsure: true });
    expect(saidOf(page, 'белая труба пвх', RU)).toMatch(
      /^Точно такого не нашлось\. Показываю самое близкое\.\n\n9\. /,
    );
  });

  it('is none when a word was typed twice, and the products have it once', () => {
    const match = { typed: 'труба', found: 'труба', kind: 'exact', similarity: 1, weight: 1 } as const;
    const once = { ...pipe, matches: [match], missed: ['труба'] };
    expect(resultsReply(found([once], { unsure: true }), 'труба труба', RU).text).toMatch(/^По запросу/);
    const both = found([{ ...once, missed: ['труба', 'белая'] }], { unsure: true });
    expect(resultsReply(both, 'труба труба белая', RU).text).toMatch(/нет слова «белая»/);
  });

  it('is what became of a query that was bent too far, and of no other', () => {
    const bent = { corrected: 'сколько стоит поставка' };
    const far = found([{ ...pipe, coverage: 0.5 }], bent);
    expect(saidOf(far, 'сколько стоит доставка?', RU)).toBe(
      `Точно такого не нашлось.\nПоказываю результаты для «сколько стоит поставка»${PIPE}`,
    );
    const near = found(
      [
        { ...pipe, coverage: 0.9 },
        { ...pipe, coverage: 0.5 },
      ],
      bent,
    );
    expect(resultsReply(near, 'сколько стоит доставка?', RU).text).toMatch(/^По запросу/);
    const unbent = found([{ ...pipe, coverage: 0.5 }]);
    expect(resultsReply(unbent, 'труба', RU).text).toMatch(/^По запросу/);
  });

  it('names a word that was taken for quite another', () => {
    const match = { typed: 'адрес', found: 'дрель', kind: 'typo', similarity: 0.6, weight: 1 } as const;
    const drill = { ...pipe, coverage: 0.6, matches: [match] };
    expect(saidOf(found([drill], { corrected: 'дрель' }), 'адрес', RU)).toBe(
      `Точно такого не нашлось: нет слова «адрес».\nПоказываю результаты для «дрель»${PIPE}`,
    );
  });

  it('is called so on further pages, too, without blaming them for the first', () => {
    const page = found([lacking('асдф')], { unsure: true, unknown: ['асдф'], page: 2, pages: 3 });
    expect(saidOf(page, 'труба асдф', RU)).toBe(
      `Самое близкое к запросу «труба асдф»\nНе нашёл слово: асдф${PIPE}\n\nСтраница 2 из 3`,
    );
  });

  it('has a person near', () => {
    const { buttons } = resultsReply(found([pipe], { unknown: ['асдф'], pages: 2 }), 'асдф', RU);
    expect(buttons).toEqual([
      [expect.objectContaining({ value: 'product:7:9' })],
      [{ label: 'Ещё ›', value: 'page:2' }],
      [PERSON],
    ]);
    const nobody = resultsReply(found([pipe], { unknown: ['асдф'] }), 'асдф', { ...RU, offers: [] });
    expect(nobody.buttons).toHaveLength(1);
    expect(resultsReply(found([pipe]), 'труба', RU).buttons).toHaveLength(1);
  });
});

describe('nothing found', () => {
  const nothing = (fields: Parameters<typeof found>[1], query: string) =>
    nothingReply(found([], fields), query, RU);

  it('leads to the catalogue and to a person', () => {
    expect(nothing({ unknown: ['абырвалг'] }, 'абырвалг')).toEqual({
      text: expect.stringMatching(/^По запросу «абырвалг» ничего не нашлось\.\nПопробуйте/),
      buttons: [[{ label: 'Каталог', value: 'home' }, PERSON]],
    });
  });

  it('names the words that are to blame when others are known', () => {
    expect(nothing({ unknown: ['абырвалг'] }, 'труба абырвалг').text).toContain('Не нашёл слово: абырвалг');
  });

  it('offers another reading', () => {
    const { text, buttons } = nothing({ corrected: 'труба' }, 'nhe,f');
    expect(text).toContain('Может быть, вы искали «труба»?');
    expect(buttons?.[0]).toEqual([{ label: 'Искать «труба»', value: 'find:труба' }]);
  });

  it('offers no reading with words that nobody knows', () => {
    const { text, buttons } = nothing(
      { corrected: 'хренотень для трубы', unknown: ['хренотень'] },
      'хренотень для турбы',
    );
    expect(text).toContain('Не нашёл слово: хренотень');
    expect(buttons).toHaveLength(1);
    const other = nothing({ corrected: 'дрель', unknown: ['адрес'] }, 'адрес');
    expect(other.buttons?.[0]).toEqual([{ label: 'Искать «дрель»', value: 'find:дрель' }]);
  });

  it('offers to ask about it in writing, with the words that were sought', () => {
    const questions = {
      dialogue: 'questions',
      command: 'questions',
      title: 'Мои вопросы',
      about: '',
      key: true,
    };
    const { buttons } = nothingReply(found([]), 'люстра', { ...RU, offers: [...OFFERS, questions] });
    expect(buttons?.[0]).toEqual([{ label: 'Задать вопрос', value: 'start:questions text:люстра' }]);
  });

  it('offers nobody who may not be called', () => {
    const { buttons } = nothingReply(found([]), 'труба', { ...RU, offers: [] });
    expect(buttons).toEqual([[{ label: 'Каталог', value: 'home' }]]);
  });
});

it('a search that is down can be tried again', () => {
  expect(unavailableReply('find:труба', 'ru')).toEqual({
    text: expect.stringMatching(/^Поиск сейчас не работает/),
    buttons: [
      [
        { label: 'Повторить', value: 'find:труба' },
        { label: 'Каталог', value: 'home' },
      ],
    ],
  });
});

describe('similar goods', () => {
  it('are named after the one they are like, and count as no hits', () => {
    const reply = similarReply({ items: [pipe], page: 1, pages: 2 }, 'Труба ПВХ 25', RU);
    expect(plain(reply.text)).toBe(`Похоже на «Труба ПВХ 25»${PIPE}\n\nСтраница 1 из 2`);
    expect(reply.buttons?.flat()).toEqual([
      { label: '9. Труба ПВХ 20', value: 'product:7' },
      { label: 'Ещё ›', value: 'page:2' },
    ]);
    const nameless = similarReply({ items: [pipe], page: 1, pages: 1 }, undefined, RU);
    expect(plain(nameless.text)).toBe(`Похожие товары${PIPE}`);
  });

  it('may be none', () => {
    const reply = similarReply({ items: [], page: 1, pages: 1 }, 'Труба ПВХ 25', RU);
    expect(reply).toEqual({
      text: 'Похожих товаров сейчас нет.',
      buttons: [[{ label: 'Каталог', value: 'home' }]],
    });
  });
});
