import type { PlacedStatus } from '#modules/orders/index.ts';

/** The further price type of the demo: what a company may have agreed on. */
export const DEMO_PRICES = { name: 'Оптовая', share: '0.92' };

/** A line: a product by its title, or the customer's words and what is unclear about them. */
export type DemoLine =
  | readonly [title: string, qty: string]
  | {
      readonly said: string;
      readonly title: string;
      readonly qty: string;
      readonly doubt: 'doubtful' | 'unknown';
      readonly choices?: readonly string[];
    };

export interface DemoCustomer {
  readonly organization: string;
  readonly kind: 'company' | 'private';
  readonly wholesale?: boolean;
  readonly hours: string;
  readonly note: string;
  /** The owner first. Who has written to the web chat is found by the name. */
  readonly people: readonly { readonly name: string; readonly phone: string }[];
  readonly addresses: readonly string[];
}

/** A step of an order: where to, how many hours before now, and why. */
export type DemoStep = readonly [to: PlacedStatus, hoursAgo: number, reason?: string];

export interface DemoOrder {
  readonly person: string;
  readonly lines: readonly DemoLine[];
  /** The first one is the placing. */
  readonly steps: readonly [DemoStep, ...DemoStep[]];
  readonly comment?: string;
  /** Its place among those of the organization; absent: the customer comes. */
  readonly address?: number;
  /** Wished for so many days from now. */
  readonly inDays?: number;
}

interface DemoMessage {
  readonly by: 'customer' | 'office';
  readonly text: string;
  readonly hoursAgo: number;
}

export interface DemoQuestion {
  readonly person: string;
  readonly title: string;
  readonly messages: readonly [DemoMessage, ...DemoMessage[]];
  /** The product it is about, by its title. */
  readonly product?: string;
}

/** Who signs what the office has answered. */
export const DEMO_MANAGER = 'Мария';

/** Who buys in the demo. */
export const demoCustomers: readonly DemoCustomer[] = [
  {
    organization: 'ООО «Тёплый дом»',
    kind: 'company',
    wholesale: true,
    hours: 'будни с 9 до 18',
    note: 'Просят звонить за час до приезда.',
    people: [
      { name: 'Анна Петрова', phone: '+79000000011' },
      { name: 'Сергей Кузнецов', phone: '+79000000012' },
    ],
    addresses: ['Тула, проспект Примерный, 5, въезд со двора', 'Тула, улица Образцовая, 12, склад 2'],
  },
  {
    organization: 'ИП Смирнова О. В.',
    kind: 'company',
    hours: 'каждый день с 8 до 20',
    note: '',
    people: [{ name: 'Ольга Смирнова', phone: '+79000000013' }],
    addresses: ['Тула, переулок Учебный, 3'],
  },
  {
    organization: 'Пётр Иванов',
    kind: 'private',
    hours: '',
    note: '',
    people: [{ name: 'Пётр Иванов', phone: '+79000000014' }],
    addresses: ['Тула, улица Дачная, 8, кв. 40'],
  },
];

/** What they ordered, the oldest first. */
export const demoOrders: readonly DemoOrder[] = [
  {
    person: 'Анна Петрова',
    lines: [
      ['Труба ПВХ 32 мм, серая', '60'],
      ['Анкерный болт 10×97', '80'],
      ['Дюбель-гвоздь 6×60', '600'],
    ],
    steps: [
      ['pending', 310],
      ['confirmed', 308],
      ['assembling', 302],
      ['shipped', 287],
      ['done', 282],
    ],
    address: 0,
  },
  {
    person: 'Пётр Иванов',
    lines: [
      ['Дрель ударная «Бобёр» ДУ-750', '1'],
      ['Рулетка 5 м', '2'],
    ],
    steps: [
      ['pending', 215],
      ['assembling', 213],
      ['done', 196],
    ],
    comment: 'Заберу сам после шести',
  },
  {
    person: 'Ольга Смирнова',
    lines: [
      ['Смеситель для ванны «Ключ» с душем', '2'],
      ['Кран шаровой 3/4", внутренняя резьба', '6'],
    ],
    steps: [
      ['pending', 143],
      ['confirmed', 141],
      ['shipped', 121],
      ['done', 118],
    ],
    address: 0,
  },
  {
    person: 'Ольга Смирнова',
    lines: [['Перфоратор «Бобёр» П-32', '1']],
    steps: [
      ['pending', 98],
      ['cancelled', 95, 'Одолжили у соседей, пока не нужен'],
    ],
  },
  {
    person: 'Сергей Кузнецов',
    lines: [
      ['Саморез по дереву 3,5×35, чёрный', '2000'],
      ['Саморез по дереву 4,2×70, чёрный', '500'],
      ['Саморез кровельный 4,8×35, цинк', '750'],
    ],
    steps: [
      ['pending', 74],
      ['confirmed', 72],
      ['assembling', 52],
      ['shipped', 27],
    ],
    address: 1,
  },
  {
    person: 'Ольга Смирнова',
    lines: [
      ['Смеситель для кухни «Ключ» с высоким изливом', '3'],
      ['Кран шаровой 1/2", внутренняя резьба', '12'],
      ['Пила сабельная «Бобёр» ПС-900', '1'],
    ],
    steps: [
      ['pending', 47],
      ['confirmed', 45],
      ['assembling', 21],
    ],
    address: 0,
    inDays: 1,
    comment: 'По пиле сначала назовите цену',
  },
  {
    person: 'Сергей Кузнецов',
    lines: [
      ['Уровень пузырьковый 60 см', '3'],
      ['Молоток слесарный 500 г', '5'],
      ['Набор отвёрток, 6 предметов', '2'],
    ],
    steps: [
      ['pending', 23],
      ['confirmed', 22],
    ],
    address: 0,
    inDays: 2,
  },
  {
    person: 'Пётр Иванов',
    lines: [
      ['Лобзик «Бобёр» Л-650', '1'],
      ['Тройник ПВХ 20 мм', '4'],
    ],
    steps: [['pending', 3]],
  },
  {
    person: 'Анна Петрова',
    lines: [
      ['Труба ПВХ 20 мм, серая', '40'],
      ['Муфта ПВХ 20 мм', '20'],
      {
        said: 'краны шаровые 5 шт',
        title: 'краны шаровые',
        qty: '5',
        doubt: 'doubtful',
        choices: ['Кран шаровой 1/2", внутренняя резьба', 'Кран шаровой 3/4", внутренняя резьба'],
      },
      { said: 'и хомуты под трубу 20 — 30', title: 'хомуты под трубу 20', qty: '30', doubt: 'unknown' },
    ],
    steps: [['pending', 0.4]],
    address: 0,
    inDays: 1,
    comment: 'Позвоните за час до приезда',
  },
];

/** What they asked. */
export const demoQuestions: readonly DemoQuestion[] = [
  {
    person: 'Ольга Смирнова',
    title: 'Привезёте до обеда?',
    messages: [
      { by: 'customer', text: 'Привезёте до обеда? После двух никого не будет.', hoursAgo: 26 },
      { by: 'office', text: 'Да, машина будет у вас около одиннадцати.', hoursAgo: 25.5 },
    ],
  },
  {
    person: 'Пётр Иванов',
    title: 'Перфоратор «Бобёр» П-26: подойдут ли мои буры?',
    messages: [
      { by: 'customer', text: 'Подойдут ли мои буры? Хвостовик десять миллиметров.', hoursAgo: 0.8 },
    ],
    product: 'Перфоратор «Бобёр» П-26',
  },
];
