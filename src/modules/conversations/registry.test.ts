import { describe, expect, it } from 'vitest';
import { type Dialogue, defineDialogue } from './dialogue.ts';
import { createRegistry, STRANGER } from './registry.ts';

const dialogue = (name: string, fields: Partial<Dialogue> = {}): Dialogue => ({
  ...defineDialogue({ name, version: 1, data: {}, steps: {}, begin: () => ({ end: true }) }),
  ...fields,
});

const offered = (name: string, [ru, en]: readonly [string, string], fields: Partial<Dialogue> = {}) =>
  dialogue(name, {
    command: name,
    words: { ru: { title: ru, about: `про ${name}` }, en: { title: en, about: `about ${name}` } },
    ...fields,
  });

const called = (name: string, phrase: string) =>
  dialogue(name, {
    words: {
      ru: { title: `${name} ru`, about: '', phrases: [phrase] },
      en: { title: `${name} en`, about: '' },
    },
  });

const office = createRegistry(
  [
    offered('menu', ['Меню', 'Menu'], { groups: true }),
    offered('orders', ['Мои заказы', 'My orders'], { key: true }),
    offered('profile', ['Аккаунт', 'Profile'], { key: true }),
    offered('admin', ['Управление', 'Administration'], { key: true, roles: ['administrator', 'manager'] }),
    offered('rota', ['Смены', 'Rota'], { roles: ['manager'], groups: true }),
    dialogue('start', { command: 'start' }),
  ],
  'menu',
);
/** An office whose dialogue answers to other words, too. */
const calling = createRegistry(
  [
    offered('menu', ['Меню', 'Menu']),
    dialogue('person', {
      words: {
        ru: {
          title: 'Позвать человека',
          about: '',
          phrases: ['Оператор', 'позовите оператора', 'позовём', 'позвать человека'],
        },
        en: { title: 'Person', about: '', phrases: ['human', 'оператор'] },
      },
    }),
  ],
  'menu',
);
const names = (list: readonly { readonly dialogue: string }[]): string[] =>
  list.map((offer) => offer.dialogue);

describe('collisions are refused', () => {
  it.each<[string, readonly Dialogue[]]>([
    ['names', [dialogue('menu'), dialogue('menu')]],
    ['commands', [dialogue('menu', { command: 'go' }), dialogue('b', { command: 'go' })]],
    ['titles', [offered('menu', ['Меню', 'Menu']), offered('b', ['Меню', 'Other'])]],
    [
      'titles across languages and cases',
      [offered('menu', ['Меню', 'CRM']), offered('b', [' crm ', 'Other'])],
    ],
    ['phrases and titles', [offered('menu', ['Меню', 'Menu']), called('b', 'меню!')]],
    ['phrases', [called('menu', 'сюда'), called('b', 'Сюда, пожалуйста')]],
    ['phrases and the cancel key', [called('menu', 'отмена')]],
    ['the cancel key', [offered('menu', ['Меню', 'cancel'])]],
    ['the cancel command', [dialogue('menu', { command: 'cancel' })]],
  ])('of %s', (_, dialogues) => {
    expect(() => createRegistry(dialogues, 'menu')).toThrow(/answers to ".+", which is taken/);
  });

  it('a title that is the same in both languages collides with nobody', () => {
    expect(createRegistry([offered('menu', ['CRM', 'CRM'])], 'menu').byTitle('crm')?.name).toBe('menu');
  });

  it('a fallback that is not there is refused', () => {
    expect(() => createRegistry([dialogue('menu')], 'help')).toThrow(/fallback dialogue help/);
  });
});

describe('finding', () => {
  it.each([
    ['orders', 'orders'],
    ['ORDERS', 'orders'],
    ['start', 'start'],
    ['nothing', undefined],
    ['Мои заказы', undefined],
  ])('by the command %s', (command, name) => {
    expect(office.byCommand(command)?.name).toBe(name);
  });

  it.each([
    ['Мои заказы', 'orders'],
    ['my orders', 'orders'],
    ['  МЕНЮ\n', 'menu'],
    ['/menu', undefined],
    ['Мои заказы!', 'orders'],
    ['«Мои  заказы», пожалуйста.', 'orders'],
    ['Please, my orders', 'orders'],
    ['Мои заказы 5', undefined],
    ['пожалуйста', undefined],
    ['!!!', undefined],
    ['', undefined],
  ])('by the title %j, in any language', (title, name) => {
    expect(office.byTitle(title)?.name).toBe(name);
  });

  it.each([
    ['оператор', 'person'],
    ['ОПЕРАТОР!!!', 'person'],
    ['позовите, пожалуйста, оператора', 'person'],
    ['ПОЗОВЕМ', 'person'],
    ['human', 'person'],
    ['а оператор?', 'person'],
    ['Ну позовите уже оператора', undefined],
    ['Скажите, а позовите оператора', 'person'],
    ['так', undefined],
    ['оператор 5', undefined],
    ['оператора', undefined],
    ['Позвать человека', undefined],
    ['/оператор', undefined],
    ['', undefined],
    ['?', undefined],
  ])('by a phrase: %j', (text, name) => {
    expect(calling.byPhrase(text)?.name).toBe(name);
  });

  it('by nothing but signs, however many, finds nothing', () => {
    for (const sign of ['!', ',', ' ', '! ', '\u200b'])
      expect(calling.byPhrase(`${sign.repeat(20_000)}x${sign.repeat(20_000)}`)).toBeUndefined();
  });

  it('by name, and the fallback', () => {
    expect(office.get('start')?.name).toBe('start');
    expect(office.get('toString')).toBeUndefined();
    expect(office.fallback.name).toBe('menu');
  });

  it.each([
    ['Отмена', true],
    [' отмена ', true],
    ['CANCEL', true],
    ['Отмена!', true],
    ['отмена, пожалуйста', true],
    ['отменить', false],
    ['', false],
  ])('%j is the cancel key: %s', (text, cancels) => {
    expect(office.isCancel(text)).toBe(cancels);
  });
});

describe('offers', () => {
  it('are those this person may start here, in the order of the list; without title or command there is none', () => {
    expect(names(office.offers('ru', STRANGER, 'private'))).toEqual(['menu', 'orders', 'profile']);
    expect(names(office.offers('ru', { roles: ['operator'], customer: false }, 'private'))).toEqual([
      'menu',
      'orders',
      'profile',
    ]);
    expect(names(office.offers('ru', { roles: ['administrator'], customer: false }, 'private'))).toEqual([
      'menu',
      'orders',
      'profile',
      'admin',
    ]);
    expect(
      names(office.offers('ru', { roles: ['operator', 'manager'], customer: false }, 'private')),
    ).toEqual(['menu', 'orders', 'profile', 'admin', 'rota']);
  });

  it('in a group are those that may run there', () => {
    expect(names(office.offers('ru', STRANGER, 'group'))).toEqual(['menu']);
    expect(names(office.offers('ru', { roles: ['manager'], customer: false }, 'group'))).toEqual([
      'menu',
      'rota',
    ]);
  });

  it('speak the language of the person', () => {
    expect(office.offers('en', STRANGER, 'private')[1]).toEqual({
      dialogue: 'orders',
      command: 'orders',
      title: 'My orders',
      about: 'about orders',
      key: true,
    });
    expect(office.offers('ru', STRANGER, 'private')[1]?.title).toBe('Мои заказы');
  });

  it('make the keyboard: two keys a row, only those with a key', () => {
    expect(
      office.keyboard(office.offers('en', { roles: ['administrator'], customer: false }, 'private')),
    ).toEqual([[{ label: 'My orders' }, { label: 'Profile' }], [{ label: 'Administration' }]]);
    expect(office.keyboard([])).toEqual([]);
  });

  it('are made to guests or to customers where a dialogue is for one of them, which anybody may start', () => {
    const [orders, register] = [
      offered('orders', ['Заказы', 'Orders'], { audience: 'customers' }),
      offered('register', ['Регистрация', 'Registration'], { audience: 'guests' }),
    ];
    const shop = createRegistry([offered('menu', ['Меню', 'Menu']), orders, register], 'menu');
    expect(names(shop.offers('ru', STRANGER, 'private'))).toEqual(['menu', 'register']);
    expect(names(shop.offers('ru', { roles: [], customer: true }, 'private'))).toEqual(['menu', 'orders']);
    expect(shop.mayStart(orders, STRANGER, 'private')).toBe(true);
  });

  it('make the commands menu', () => {
    expect(office.commands('ru', STRANGER)).toEqual([
      { command: 'menu', description: 'про menu' },
      { command: 'orders', description: 'про orders' },
      { command: 'profile', description: 'про profile' },
      { command: 'cancel', description: 'Выйти из текущего шага' },
    ]);
  });
});
