import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, CHANNELS } from '#test/actors/actor.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import { type Goods, hide, searchable, stockUp } from './goods.ts';

const PIPE = 'Труба полипропиленовая 20 мм белая';

const BRUSHES = ['жёсткая', 'мягкая'].map(
  (kind) => `Щётка для профессионального клининга ${kind} с длинной деревянной ручкой, ворс 40 мм`,
);

const bolts: Goods[] = Array.from({ length: 19 }, (_, index) => ({
  title: `Болт мебельный ${String(index + 1).padStart(2, '0')}`,
  sku: `БМ-${index + 101}`,
  price: `${index + 1}.50`,
  unit: 'шт',
}));

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ env: { ADMIN_IDS: '5005' } });
  await stockUp(office, {
    Трубы: [
      { title: PIPE, sku: 'ТП-20', price: '89.90', unit: 'м' },
      { title: 'Труба полипропиленовая 25 мм белая', sku: 'ТП-25', stock: '0' },
      { title: 'Муфта полипропиленовая 20 мм', sku: 'МП-20' },
    ],
    Крепёж: bolts,
    Инвентарь: [
      { title: 'Лопата снеговая оцинкованная', sku: 'ЛС-1' },
      { title: 'Метла берёзовая', sku: 'МБ-1' },
      { title: 'Грабли веерные', sku: 'ГВ-1', stock: '0' },
    ],
    Щётки: [
      { title: BRUSHES[0] ?? '', sku: 'ЩК-1' },
      { title: BRUSHES[1] ?? '', sku: 'ЩК-2' },
    ],
  });
  await searchable(office, PIPE, 'Болт мебельный 19', 'Грабли веерные', ...BRUSHES);
});
afterAll(() => office.close());

/** The label of the first button of a product that begins so, after its number. */
const labelOf = async (anna: Actor, beginning: string): Promise<string> =>
  (await anna.sees()).buttons.flat().find((label) => label.replace(/^\d+\. /, '').startsWith(beginning)) ??
  beginning;

describe.each(CHANNELS)('search on %s', (channel) => {
  it('S3-31: whatever is written is searched for; a press opens the card, back leads to the same page', async () => {
    const anna = await office.person(channel);
    await anna.says('болт мебельный');
    await anna.hears(/^По запросу «болт мебельный» нашлось 19 товаров\n(.*\n)*Страница 1 из 3$/);
    const before = (await anna.heard()).length;
    const first = await anna.sees();
    expect(first.buttons).toHaveLength(8 + 1);
    expect(first.text).toMatch(
      /^1\. Болт мебельный \d\d\n\s+\d+,50\s₽ за шт\n2\. (.*\n)*8\. Болт .*\n.*\n\n/m,
    );
    for (const [index, [label = '']] of first.buttons.slice(0, 8).entries()) {
      expect(label).toMatch(new RegExp(`^${index + 1}\\. Болт мебельный \\d\\d$`));
      expect(first.text).toContain(`\n${label}\n`);
    }
    await anna.presses('Ещё ›');
    await anna.hears(/Страница 2 из 3/);
    const [[bolt = ''] = []] = (await anna.sees()).buttons;
    expect(bolt).toMatch(/^9\. Болт мебельный \d\d$/);
    await anna.presses(bolt);
    await anna.hears(new RegExp(`^${bolt.slice(3)}\n\nАртикул: БМ-`));
    await anna.presses('‹ Назад');
    await anna.hears(/Страница 2 из 3/);
    expect((await anna.sees()).buttons[0]?.[0]).toBe(bolt);
    expect(await anna.heard()).toHaveLength(before);
  });

  it.each([
    ['турба полипропиленовая 20', 'typos'],
    ['nhe,f gjkbghjgbktyjdfz 20', 'the wrong layout'],
    ['truba polipropilenovaya 20', 'Latin letters'],
    ['Здравствуйте, есть труба 20мм белая?', 'small talk'],
    ['тп20', 'a code without its hyphen'],
  ])('%j finds the pipe in spite of %s', async (text) => {
    const anna = await office.person(channel);
    await anna.says(text);
    await anna.hears(/^По запросу «.*» наш(ёл|л)/);
    const { text: answer, buttons } = await anna.sees();
    expect(answer).toMatch(new RegExp(`\\n1\\. ${PIPE}\\n\\s+89,90\\s₽ за м(\\n|$)`));
    expect(buttons[0]?.[0]).toBe(`1. ${PIPE}`);
  });

  it('the very code finds the very product, first', async () => {
    const anna = await office.person(channel);
    await anna.says('БМ-107');
    await anna.hears(/^По запросу «БМ-107»/);
    expect((await anna.sees()).buttons[0]?.[0]).toBe('1. Болт мебельный 07');
  });

  it('inside the catalogue words search, too, and back leads to where one was', async () => {
    const anna = await office.person(channel);
    await anna.says('/catalog');
    await anna.hears(/^Каталог$/);
    await anna.presses('Инвентарь (3)');
    await anna.hears(/Каталог › Инвентарь/);
    await anna.says('муфта полипропиленовая');
    await anna.hears(/^По запросу «муфта полипропиленовая»/);
    await anna.presses('‹ Назад');
    await anna.hears(/Каталог › Инвентарь/);
    await anna.says('муфта полипропиленовая');
    await anna.hears(/^По запросу/);
    await anna.presses('В начало');
    await anna.hears(/^Каталог$/);
  });

  it('finds nothing kindly: the catalogue and a person are one press away', async () => {
    const anna = await office.person(channel);
    for (const key of ['Каталог', 'Позвать человека']) {
      await anna.says('щщщыыы');
      await anna.hears(/^По запросу «щщщыыы» ничего не нашлось/);
      await anna.presses(key);
      await anna.hears(key === 'Каталог' ? /^Каталог$/ : /в очереди|не работаем/);
      await anna.says('/cancel');
      await anna.hears(/отменил|вышли из очереди/i);
    }
  });

  it('the words for a person, and for a section, are no search, wherever one is', async () => {
    const anna = await office.person(channel);
    for (const [before, where, words, answer] of [
      ['/menu', /Выберите раздел/, 'оператор', /в очереди|не работаем/],
      ['болт мебельный', /Страница 1 из 3/, 'МЕНЕДЖЕР!', /в очереди|не работаем/],
      ['/profile', /Ваш аккаунт/, 'позовите, пожалуйста, оператора', /в очереди|не работаем/],
      ['/catalog', /^Каталог$/, 'Human', /в очереди|не работаем/],
      ['болт мебельный', /Страница 1 из 3/, 'помощь!', /Как начать/],
      ['/catalog', /^Каталог$/, 'меню пожалуйста', /Выберите раздел/],
      ['болт мебельный', /Страница 1 из 3/, 'все товары?', /^Каталог$/],
    ] as const) {
      await anna.says(before);
      await anna.hears(where);
      await anna.says(words);
      await anna.hears(answer);
      await anna.says('/cancel');
      await anna.hears(/отменил|отменять нечего|вышли из очереди/i);
    }
  });

  it('a key can be typed, and nobody types its arrow', async () => {
    const anna = await office.person(channel);
    await anna.says('/catalog');
    await anna.hears(/^Каталог$/);
    await anna.says('болт мебельный');
    await anna.hears(/Страница 1 из 3/);
    await anna.says('ещё');
    await anna.hears(/Страница 2 из 3/);
    await anna.says('Еще!');
    await anna.hears(/Страница 3 из 3/);
    await anna.says('раньше');
    await anna.hears(/Страница 2 из 3/);
    await anna.presses(await labelOf(anna, 'Болт'));
    await anna.hears(/^Болт мебельный \d\d\n/);
    await anna.says('назад');
    await anna.hears(/Страница 2 из 3/);
    await anna.says('НАЗАД');
    await anna.hears(/^Каталог$/);
  });

  it('goods that differ in one word are told apart, and the number of a line opens its card', async () => {
    const anna = await office.person(channel);
    await anna.says('щётка для клининга');
    const answer = await anna.hears(/^По запросу «щётка для клининга» нашлось 2 товара/);
    for (const title of BRUSHES) expect(answer).toContain(`. ${title}\n`);
    const [, second] = /^2\. (.+)$/m.exec(answer) ?? [];
    await anna.says('2');
    await anna.hears(new RegExp(`^${second}\n\nАртикул: ЩК-`));
    await anna.presses('‹ Назад');
    await anna.hears(/^По запросу «щётка для клининга»/);
  });

  it('a guess is called one: what is missing comes first, and a person is one press away', async () => {
    const anna = await office.person(channel);
    await anna.says('труба полипропиленовая 20 мм абырвалг');
    const answer = await anna.hears(
      /^Точно такого не нашлось: нет слова «абырвалг»\. Показываю самое близкое\.$/m,
    );
    expect(answer).not.toMatch(/товар/);
    expect(answer).toContain(`\n1. ${PIPE}\n`);
    expect((await anna.sees()).buttons[0]?.[0]).toBe(`1. ${PIPE}`);
    await anna.presses('Позвать человека');
    await anna.hears(/в очереди|не работаем/);
    await anna.says('/cancel');
    await anna.hears(/отменил|вышли из очереди/i);
    await anna.says('труба полипропиленовая 20');
    await anna.hears(/^По запросу/);
    expect((await anna.sees()).buttons.flat()).not.toContain('Позвать человека');
  });

  it('what is out of stock has others like it', async () => {
    const anna = await office.person(channel);
    await anna.says('труба полипропиленовая 25');
    const answer = await anna.hears(/^По запросу/);
    expect(answer).toMatch(/^1\. Труба полипропиленовая 25 мм белая\n\s+100\s₽ · нет в наличии$/m);
    await anna.presses(await labelOf(anna, 'Труба полип'));
    await anna.hears(/^Труба полипропиленовая 25 мм белая\n(.*\n)*Нет в наличии$/);
    await anna.presses('Похожие товары');
    await anna.hears(/^Похоже на «Труба полипропиленовая 25 мм белая»/);
    await anna.presses(await labelOf(anna, 'Труба полип'));
    await anna.hears(new RegExp(`^${PIPE}\n`));
    expect((await anna.sees()).buttons.flat()).not.toContain('Похожие товары');
    for (const where of [/^Похоже на/, /^Труба полипропиленовая 25/, /^По запросу/]) {
      await anna.presses('‹ Назад');
      await anna.hears(where);
    }
  });

  it('greetings, signs and emoji are no search: a greeting and the menu answer', async () => {
    const anna = await office.person(channel);
    await anna.says('Здравствуйте!');
    await anna.hears(/^Здравствуйте/);
    await anna.says('спасибо!');
    await anna.hears(/просто напишите, что нужно/);
    for (const noise of ['?!', '👍👍👍']) {
      await anna.says(noise);
      await anna.hears(/не понял/);
    }
    expect((await anna.sees()).buttons.flat()).not.toContain('Поиск');
  });

  it('/search takes words along, asks for them without, and /help tells of it', async () => {
    const anna = await office.person(channel);
    await anna.says('/search метла');
    await anna.hears(/^По запросу «метла» нашёлся 1 товар/);
    await anna.says('/search');
    await anna.hears(/^Напишите, что ищете/);
    await anna.says('метла');
    await anna.hears(/^По запросу «метла»/);
    const broom = await labelOf(anna, 'Метла');
    await anna.says('/help');
    expect(await anna.hears(/Как начать/)).toMatch(/просто напишите, что нужно.*\/search — Найти товар/s);
    await anna.presses(broom);
    await anna.hears(/^Метла берёзовая\n/);
  });

  it('a step that asks for words gets them, a section that does not leaves them to the search', async () => {
    const anna = await office.person(channel);
    await anna.says('/profile');
    await anna.hears(/Ваш аккаунт/);
    await anna.says('метла');
    await anna.hears(/^По запросу «метла»/);
    await anna.says('/profile');
    await anna.hears(/Ваш аккаунт/);
    await anna.presses('Изменить имя');
    await anna.hears(/Как вас зовут/);
    await anna.says('Метла');
    await anna.hears(/Имя: Метла/);
  });

  it('a product that has gone between list and press is missed politely', async () => {
    const anna = await office.person(channel);
    await anna.says('лопата снеговая');
    await anna.hears(/^По запросу «лопата снеговая»/);
    await hide(office, 'Лопата снеговая оцинкованная');
    await anna.presses(await labelOf(anna, 'Лопата снег'));
    await anna.hears(/Этого товара больше нет/);
    await anna.presses('‹ Назад');
    await anna.hears(/^По запросу «лопата снеговая»/);
    await hide(office, 'Лопата снеговая оцинкованная', false);
    await searchable(office, 'Лопата снеговая');
  });

  it('goes on after a restart in the middle', async () => {
    const anna = await office.person(channel);
    await anna.says('болт мебельный');
    await anna.hears(/Страница 1 из 3/);
    for (const page of [2, 3]) {
      await office.restart();
      // A busy machine needs longer to start the index than anybody is left waiting.
      await searchable(office, PIPE);
      await anna.presses('Ещё ›');
      await anna.hears(new RegExp(`Страница ${page} из 3`));
    }
    expect((await anna.heard()).join()).not.toMatch(/Поиск сейчас не работает/);
    await office.restart();
    await searchable(office, PIPE);
    await anna.says('метла');
    await anna.hears(/^По запросу «метла»/);
  });

  it('does nothing twice when the same words arrive twice, and answers those who say them again', async () => {
    const anna = await office.person(channel);
    await anna.says('метла');
    await anna.repeats();
    await anna.hears(/^По запросу «метла»/);
    await anna.says('/help');
    await anna.hears(/Как начать/);
    expect((await anna.heard()).filter((text) => /«метла»/.test(text))).toHaveLength(1);
    await anna.says('метла');
    await anna.hears(/^По запросу «метла»/);
    await anna.presses(await labelOf(anna, 'Метла'));
    await anna.hears(/^Метла берёзовая\n/);
    await anna.presses('‹ Назад');
    await anna.hears(/^По запросу «метла»/);
    expect((await anna.sees()).buttons.flat()).not.toContain('‹ Назад');
  });

  it.each([
    ['4 000 signs', 'метла берёзовая '.repeat(250)],
    ['operators', 'метла & | ! <-> :* \' " % _ \\ .* (?i) [a'],
    ['invisible signs', 'мет\u200bла\u0000 бер\u00adёзовая'],
  ])('answers %s calmly', async (_, text) => {
    const anna = await office.person(channel);
    await anna.says(text);
    expect((await anna.hears(/^По запросу «/)).length).toBeLessThan(1_000);
    await anna.says('/menu');
    await anna.hears(/Выберите раздел/);
  });

  it('speaks English', async () => {
    const john = await office.person(channel, { language: 'en' });
    await john.says('болт мебельный');
    await john.hears(/^19 products found for “болт мебельный”\n(.*\n)*Page 1 of 3$/);
    await john.says('zzzqqq');
    await john.hears(/^Nothing was found for “zzzqqq”/);
  });
});

it('employees search as customers do', async () => {
  const admin = await office.person('telegram', { id: 5_005 });
  await admin.says('/admin');
  await admin.hears(/Состояние бота/);
  await admin.says('метла');
  await admin.hears(/^По запросу «метла» нашёлся 1 товар/);
});

it('in a group nobody is interrupted by a search', async () => {
  const anna = await office.person('telegram');
  const group = await office.telegram.chats({ type: 'group', title: 'Склад', user_ids: [anna.userId] });
  const say = (text: string) => office.telegram.message({ user_id: anna.userId, chat_id: group.id, text });
  const after = (await office.telegram.state()).calls;
  for (const text of ['метла', '/search метла', '/help']) await say(text);
  const first = await office.telegram.waitFor({ chat_id: group.id, after });
  expect(first.parameters.text).toMatch(/лично/);
  const second = await office.telegram.waitFor({ chat_id: group.id, after: first.sequence });
  expect(second.parameters.text).toMatch(/Как начать/);
});

describe('an office that only begins', () => {
  let fresh: TestOffice;
  beforeAll(async () => {
    fresh = await openOffice();
  });
  afterAll(() => fresh.close());

  it.each(CHANNELS)('on %s does not pretend to search for what it cannot have', async (channel) => {
    const anna = await fresh.person(channel);
    await anna.says('труба');
    await anna.hears(/не понял/);
  });
});
