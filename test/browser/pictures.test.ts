import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { screenshot } from './screenshot.ts';
import { chatOn } from './site.ts';
import { PHONE, setStage, TIME_ZONE } from './stage.ts';
import type { Visitor } from './visitor.ts';

const stage = setStage();

const SCREEN = { width: 1180, height: 900 };

const RU = {
  profile: 'Аккаунт',
  name: 'Изменить имя',
  mail: 'Изменить почту',
  phone: 'Изменить телефон',
  anna: 'Анна Каренина',
  hello: /Здравствуйте, Анна!/,
  card: /Имя: Анна Каренина\s+Почта: anna@example.com\s+Телефон: \+7 999/,
};
const EN: typeof RU = {
  profile: 'Account',
  name: 'Change name',
  mail: 'Change e-mail',
  phone: 'Change phone',
  anna: 'Anna Karenina',
  hello: /Hello, Anna!/,
  card: /Name: Anna Karenina\s+E-mail: anna@example.com\s+Phone: \+7 999/,
};

const LOOKS = [
  { picture: 'chat-desktop-light', words: EN, locale: 'en-GB', viewport: SCREEN, colorScheme: 'light' },
  { picture: 'chat-desktop-dark', words: RU, locale: 'ru-RU', viewport: SCREEN, colorScheme: 'dark' },
  { picture: 'chat-phone-ru', words: RU, locale: 'ru-RU', viewport: PHONE, colorScheme: 'light' },
  { picture: 'chat-phone-en', words: EN, locale: 'en-GB', viewport: PHONE, colorScheme: 'light' },
] as const;

it.each(LOOKS)('$picture: hello and the own card, in the language of the browser', async (look) => {
  const { picture, words, ...options } = look;
  const anna = await stage.visitor({ ...options, deviceScaleFactor: options.viewport === PHONE ? 2 : 1 });
  await talk(anna, words);
  await anna.page.reload();
  await ready(anna, words);
  await screenshot(anna.page, picture);
});

it('widget: a site with the chat open on it', async () => {
  const { page } = await stage.visitor({
    at: `${stage.line.url}/chat/site.html?locale=ru`,
    viewport: SCREEN,
  });
  const open = page.getByRole('button', { name: 'Открыть чат' });
  await open.click();
  await talk(await chatOn(page), RU);
  await page.reload();
  await page.getByRole('heading', { name: 'Трубы, инструмент и ремонт в одном месте' }).waitFor();
  await page.evaluate(`{
    const code = document.getElementById('line');
    code.textContent = code.textContent.replace(location.origin, 'https://kontora.example');
  }`);
  await open.click();
  await ready(await chatOn(page), RU);
  await screenshot(page, 'widget');
});

/** Somebody tells who they are, says hello, and looks at their card; all as if at half past twelve today. */
const talk = async (visitor: Visitor, words: typeof RU): Promise<void> => {
  const heard = (count: number) => expect.poll(async () => (await visitor.reads()).length).toBe(count);
  await visitor.says('/profile');
  await heard(2);
  for (const [index, [change, value]] of [
    [words.name, words.anna] as const,
    [words.mail, 'anna@example.com'] as const,
    [words.phone, '+7 999 123-45-67'] as const,
  ].entries()) {
    await visitor.presses(change);
    await heard(4 + 5 * index);
    await visitor.says(value);
    await heard(7 + 5 * index);
  }
  await visitor.says('/start');
  await visitor.hears(words.hello);
  await visitor.presses(words.profile);
  await heard(21);
  await sql`delete from messages where position <= 17`.execute(stage.office.db);
  await sql`
    update messages set at = (date_trunc('day', now() at time zone ${TIME_ZONE}) + interval '12 hours 30 minutes'
                              + (position - 17) * interval '15 seconds') at time zone ${TIME_ZONE}
  `.execute(stage.office.db);
};

/** The end of the talk is there, and no control shows that a pointer is over it. */
const ready = async (visitor: Visitor, words: typeof RU): Promise<void> => {
  await visitor.page.mouse.move(0, 0);
  await visitor.hears(words.card);
  expect((await visitor.reads()).map((text) => text.split('\n')[0])).toEqual([
    '/start',
    expect.stringMatching(words.hello),
    words.profile,
    expect.any(String),
  ]);
};
