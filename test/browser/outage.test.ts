import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { setStage } from './stage.ts';

const stage = setStage();

/** What a browser says of its own accord when a line is cut. */
const CUT = /net::ERR_/;

it('lives on over a restart of the office: says so, goes on by itself, loses and doubles nothing', async () => {
  stage.forgive(CUT);
  const anna = await stage.visitor();
  await anna.presses('Начать');
  await anna.presses('Аккаунт');
  await anna.presses('Изменить имя');
  await anna.hears(/Как вас зовут/);

  stage.line.cut();
  const banner = anna.chat.getByRole('status').filter({ hasText: 'Нет связи' });
  await banner.waitFor();
  await anna.says('Анна Терпеливая');
  await anna.chat.getByText('Отправится, когда появится связь').waitFor();
  await stage.office.restart();
  stage.line.mend();
  await banner.getByRole('button', { name: 'Повторить' }).click();

  await anna.hears(/Имя: Анна Терпеливая/);
  await expect.poll(() => anna.chat.getByText('Нет связи').count()).toBe(0);
  await anna.chat.getByText('На связи').waitFor();
  const told = [
    '/start',
    expect.stringContaining('Здравствуйте'),
    'Аккаунт',
    expect.stringContaining('Имя: —'),
    'Изменить имя',
    expect.stringContaining('Как вас зовут'),
    'Анна Терпеливая',
    'Сохранил.',
    expect.stringContaining('Имя: Анна Терпеливая'),
  ];
  await expect.poll(() => anna.reads()).toEqual(told);
  await anna.page.reload();
  await expect.poll(() => anna.reads()).toEqual(told);
});

it('shows what was said elsewhere while its own line was cut, once and in order', async () => {
  stage.forgive(CUT);
  const anna = await stage.visitor();
  await anna.presses('Начать');
  await anna.hears(/Это контора/);
  const token = await anna.page.evaluate(() => localStorage.getItem('kontora.chat.token'));
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const api = `${stage.office.base()}/api/v1/chat`;
  const elsewhere = async (text: string, then: number): Promise<void> => {
    const body = JSON.stringify({ id: randomUUID(), text });
    expect((await fetch(`${api}/messages`, { method: 'POST', headers, body })).status).toBe(202);
    await expect
      .poll(async () => ((await (await fetch(api, { headers })).json()) as { messages: object[] }).messages)
      .toHaveLength(then);
  };
  await anna.page.context().setOffline(true);
  stage.line.cut();
  await anna.chat.getByText('Нет связи').waitFor();
  await elsewhere('/language', 4);
  await elsewhere('/cancel', 6);
  stage.line.mend();
  // The browser tells the page that the network is back: no press is needed.
  await anna.page.context().setOffline(false);
  await anna.hears(/отменил/);
  await expect
    .poll(() => anna.reads())
    .toEqual([
      '/start',
      expect.stringContaining('Это контора'),
      '/language',
      'На каком языке говорить?',
      '/cancel',
      expect.stringContaining('отменил'),
    ]);
});

it('keeps an unsent message over a reload, in two tabs, and sends it once', async () => {
  stage.forgive(CUT);
  const anna = await stage.visitor();
  await anna.presses('Начать');
  await anna.hears(/Это контора/);
  const posts: string[] = [];
  anna.page.context().on('request', (request) => {
    if (request.method() === 'POST') posts.push(request.postData() ?? '');
  });
  const block = (url: URL): boolean => url.pathname === '/api/v1/chat/messages';
  await anna.page.context().route(block, (route) => route.abort('internetdisconnected'));
  await anna.says('Напишу без связи');
  await anna.chat.getByText('Отправится, когда появится связь').waitFor();
  await anna.page.reload();
  const second = await anna.anotherTab();
  for (const tab of [anna, second]) await tab.chat.getByText('Напишу без связи').waitFor();
  await anna.page.context().unroute(block);
  for (const tab of [anna, second]) {
    await tab.hears(/Я вас не понял/);
    await tab.chat.getByText('Отправится, когда появится связь').waitFor({ state: 'detached' });
    await expect
      .poll(() => tab.reads())
      .toEqual([
        '/start',
        expect.stringContaining('Это контора'),
        'Напишу без связи',
        expect.stringContaining('Я вас не понял'),
      ]);
  }
  const ids = new Set(posts.map((post) => (JSON.parse(post) as { id: string }).id));
  expect(ids.size).toBe(1);
});

it('keeps what was being written over a reload', async () => {
  const anna = await stage.visitor();
  await anna.field.fill('Недописанное');
  await anna.page.reload();
  await expect.poll(() => anna.field.inputValue()).toBe('Недописанное');
});

it('offers to try again or to remove a message that the office refused', async () => {
  stage.forgive(/status of 400/);
  const anna = await stage.visitor();
  const messages = (url: URL): boolean => url.pathname === '/api/v1/chat/messages';
  await anna.page.context().route(messages, (route) => route.fulfill({ status: 400, body: '{}' }));
  await anna.says('/help');
  const alert = anna.chat.getByRole('alert').filter({ hasText: 'Не отправлено' });
  await alert.waitFor();
  await anna.page.context().unroute(messages);
  await alert.getByRole('button', { name: 'Повторить' }).click();
  await anna.hears(/Как начать/);
  await anna.page.context().route(messages, (route) => route.fulfill({ status: 400, body: '{}' }));
  await anna.says('лишнее');
  await alert.getByRole('button', { name: 'Удалить' }).click();
  await expect.poll(() => anna.chat.getByText('лишнее').count()).toBe(0);
});
