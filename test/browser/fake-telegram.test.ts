import { expect, it } from 'vitest';
import { screenshot } from './screenshot.ts';
import { DESK, setStage } from './stage.ts';

const ADMIN = 4242;
const stage = setStage({ ADMIN_IDS: String(ADMIN) });

it('the page of the fake Telegram plays a user: /start, the contact button, the administration', async () => {
  await stage.office.telegram.users({
    id: ADMIN,
    first_name: 'Анна',
    last_name: 'Каренина',
    phone: '+79001234567',
    language_code: 'ru',
  });
  const { page } = await stage.visitor({ at: `${telegramOf()}/_fake/`, viewport: { ...DESK, width: 1280 } });
  const bubble = (text: RegExp) => page.locator('.message.bot').filter({ hasText: text }).last();
  const press = (name: string) => page.getByRole('button', { name, exact: true }).last().click();

  await page.getByRole('button', { name: '/start' }).click();
  await bubble(/Здравствуйте, Анна/).waitFor();
  await press('Аккаунт');
  await bubble(/Ваш аккаунт/).waitFor();
  await press('Изменить телефон');
  await press('📱 Поделиться телефоном');
  await bubble(/Телефон: \+7 900 123 45 67 \(подтверждён\)/).waitFor();
  await page.getByRole('textbox', { name: 'Message' }).fill('/admin');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await bubble(/Разговоров: 1/).waitFor();
  await press('Необработанные');
  await bubble(/Необработанных сообщений нет/).waitFor();
  await press('Назад');
  await bubble(/Состояние бота/).waitFor();
  await expect.poll(() => page.locator('#notice').textContent()).toBe('');
  await page.getByText('polling · 0 updates wait').waitFor();
  await screenshot(page, 'fake-telegram');
});

/** Where the office of this test sends what Telegram should get. */
const telegramOf = (): string => {
  const { channel } = stage.office.app().config.telegram;
  if (!channel) throw new Error('the office has no Telegram');
  return channel.apiRoot;
};
