import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { barriersOn } from './axe.ts';
import { EVERYWHERE } from './looks.ts';
import { overflowOf, setPanelStage } from './panel.ts';

describe('settings in the panel', () => {
  const stage = setPanelStage();
  beforeEach(async () => {
    const olga = await stage.office.employee({ roles: ['administrator'] });
    const { body } = await olga.get<{ items: { key: string }[] }>('/settings');
    for (const { key } of body.items) await olga.delete(`/settings/${key}`);
  });

  const form = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
  const save = (page: Page, name: string) => page.getByRole('button', { name: `Сохранить: ${name}` });
  const stored = async (key: string) => {
    const olga = await stage.office.employee({ roles: ['administrator'] });
    const { body } = await olga.get<{ items: { key: string; value: unknown }[] }>('/settings');
    return body.items.find((one) => one.key === key)?.value;
  };

  it('a greeting is written, seen as people will see it, saved, said, and taken back', async () => {
    const { page } = await stage.operator('administrator', { at: '/settings', name: 'Вера Орлова' });
    const greeting = form(page, 'Приветствие');
    await greeting.getByText('Здравствуйте, Анна! Это контора').waitFor();
    expect(await save(page, 'Приветствие').isDisabled()).toBe(true);
    await greeting.getByLabel('Русский').fill('Рады видеть, {name}!');
    await greeting.getByText('Рады видеть, Анна!').waitFor();
    await save(page, 'Приветствие').click();
    await page.getByText('Сохранено: Приветствие.').waitFor();
    await greeting.getByText(/Изменено .*, Вера Орлова/).waitFor();

    const anna = await stage.office.person('telegram', { name: 'Анна' });
    await anna.says('/start');
    await anna.hears(/^Рады видеть, Анна!$/);

    await page.getByRole('button', { name: 'Вернуть' }).click();
    await greeting.getByText('Как обычно', { exact: true }).waitFor();
    await greeting.getByText('Здравствуйте, Анна! Это контора').waitFor();
    await anna.says('/start');
    await anna.hears(/Это контора/);
  });

  it('what cannot be is told beside its field', async () => {
    const { page } = await stage.operator('administrator', { at: '/settings' });
    stage.forgive(/422/);
    const greeting = form(page, 'Приветствие');
    await greeting.getByLabel('English').fill('Hi, {nmae}!');
    await save(page, 'Приветствие').click();
    await greeting.getByText('{nmae} — такой подстановки нет.').waitFor();
    expect(await stored('greeting')).toEqual({ ru: '', en: '' });

    const hours = form(page, 'Часы работы');
    await hours.getByLabel('Понедельник: с').fill('18:00');
    await hours.getByLabel('Понедельник: до').fill('09:00');
    await save(page, 'Часы работы').click();
    await hours.getByText('Конец должен быть позже начала.').waitFor();
    await page.getByRole('button', { name: 'Отменить: Часы работы' }).click();
    expect(await hours.getByLabel('Понедельник: с').inputValue()).toBe('00:00');
  });

  it('a week is made of days, breaks, days off and holidays', async () => {
    const { page } = await stage.operator('administrator', { at: '/settings' });
    const hours = form(page, 'Часы работы');
    await hours.getByText('Сейчас открыто, и закрываться не собираемся.').waitFor();
    await hours.getByLabel('Понедельник: с').fill('09:00');
    await hours.getByLabel('Понедельник: до').fill('13:00');
    await hours.getByRole('button', { name: 'Понедельник: Ещё время' }).click();
    expect(await hours.getByLabel('Понедельник: с').last().inputValue()).toBe('14:00');
    await hours.getByRole('button', { name: 'Все будни как понедельник' }).click();
    await hours.getByRole('checkbox', { name: 'Суббота' }).uncheck();
    await hours.getByRole('checkbox', { name: 'Воскресенье' }).uncheck();
    await hours.getByLabel('Нерабочий день').fill('2037-01-01');
    await hours.getByRole('button', { name: 'Добавить день' }).click();
    await hours.getByText('1 янв. 2037 г.').waitFor();
    await hours.getByLabel('Часовой пояс').selectOption('Asia/Yekaterinburg');
    await save(page, 'Часы работы').click();
    await page.getByText('Сохранено: Часы работы.').waitFor();
    const day = [
      { from: '09:00', to: '13:00' },
      { from: '14:00', to: '18:00' },
    ];
    expect(await stored('working_hours')).toEqual({
      time_zone: 'Asia/Yekaterinburg',
      weekly: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] },
      holidays: ['2037-01-01'],
    });
  });

  it('switches, numbers and texts that belong together', async () => {
    const { page } = await stage.operator('administrator', { at: '/settings' });
    const quiet = form(page, 'Тихие часы');
    await quiet.getByRole('switch', { name: 'Соблюдать тихие часы' }).check();
    await quiet.getByLabel('Тихо до').fill('09:30');
    await save(page, 'Тихие часы').click();
    await expect.poll(() => stored('quiet_hours')).toEqual({ on: true, from: '22:00', to: '09:30' });

    const talk = form(page, 'Разговор с оператором');
    await talk.getByLabel('Вернуть боту, если оператор молчит').fill('45');
    await talk.getByRole('switch', { name: 'Ограничить очередь' }).check();
    await talk.getByLabel('Сколько людей могут ждать').fill('7');
    await talk.getByLabel('Что сказать, если очередь полна · Русский').fill('Много желающих.');
    await save(page, 'Разговор с оператором').click();
    await expect
      .poll(() => stored('handover'))
      .toMatchObject({ return_after_minutes: 45, max_queue: 7, queue_full: { ru: 'Много желающих.' } });

    await page.getByRole('button', { name: 'Как обычно: Разговор с оператором' }).click();
    await expect.poll(() => stored('handover')).toMatchObject({ return_after_minutes: 30, max_queue: null });
  });

  it('a shorter term is asked about, because what goes does not come back', async () => {
    const { page } = await stage.operator('administrator', { at: '/settings' });
    const kept = form(page, 'Сколько хранить');
    await kept.getByRole('switch', { name: /Удалять старые сообщения/ }).check();
    await kept.getByLabel('Хранить сообщения').fill('90');
    await save(page, 'Сколько хранить').click();
    const question = page.getByRole('dialog', { name: 'Сохранить?' });
    await question.getByText(/будет удалено/).waitFor();
    await question.getByRole('button', { name: 'Отмена' }).click();
    expect(await stored('retention')).toMatchObject({ messages_days: null });
    await save(page, 'Сколько хранить').click();
    await question.getByRole('button', { name: 'Сохранить' }).click();
    await expect.poll(() => stored('retention')).toMatchObject({ messages_days: 90 });
  });

  it('what two write at once is not lost: the second is told', async () => {
    const { page } = await stage.operator('administrator', { at: '/settings' });
    stage.forgive(/409/);
    const name = form(page, 'Название конторы');
    await name.getByLabel('Русский').fill('Ромашка');
    const olga = await stage.office.employee({ roles: ['administrator'] });
    await olga.put('/settings/office_name', { value: { ru: 'Василёк', en: '' } });
    await save(page, 'Название конторы').click();
    await page.getByText('Тем временем это изменили').waitFor();
    expect(await name.getByLabel('Русский').inputValue()).toBe('Ромашка');
    expect(await stored('office_name')).toEqual({ ru: 'Василёк', en: '' });
    await save(page, 'Название конторы').click();
    await expect.poll(() => stored('office_name')).toEqual({ ru: 'Ромашка', en: '' });
  });

  it('what is not saved is not left without a question', async () => {
    const { page } = await stage.operator('administrator', { at: '/settings' });
    await form(page, 'Название конторы').getByLabel('Русский').fill('Ромашка');
    await page.getByRole('link', { name: 'Люди' }).first().click();
    const question = page.getByRole('dialog', { name: 'Уйти без сохранения?' });
    await question.getByRole('button', { name: 'Отмена' }).click();
    expect(await form(page, 'Название конторы').getByLabel('Русский').inputValue()).toBe('Ромашка');
    await page.getByRole('link', { name: 'Люди' }).first().click();
    await question.getByRole('button', { name: 'Уйти' }).click();
    await page.getByRole('heading', { level: 1, name: 'Люди' }).waitFor();
  });

  it('a manager reads them and changes nothing, an operator does not see them', async () => {
    const { page } = await stage.operator('manager', { at: '/settings' });
    await page.getByText('Менять их могут администраторы').waitFor();
    expect(await form(page, 'Приветствие').getByLabel('Русский').isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: /^Сохранить/ }).count()).toBe(0);
    const operator = await stage.operator('operator', { at: '/settings' });
    await operator.page.getByRole('heading', { name: 'Сюда нужны другие права' }).waitFor();
  });

  it.each(EVERYWHERE)('stand in no one’s way on %s', async (_, options) => {
    const { page } = await stage.operator('administrator', { at: '/settings', ...options });
    await page.getByRole('region').nth(5).waitFor();
    await page.getByRole('checkbox', { name: /Воскресенье|Sunday/ }).uncheck();
    await page.getByRole('switch', { name: /Ограничить очередь|Limit the queue/ }).check();
    await page.getByRole('switch', { name: /Соблюдать тихие часы|Keep quiet hours/ }).check();
    expect(await barriersOn(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
  });
});
