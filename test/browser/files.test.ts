import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { setStage } from './stage.ts';

const stage = setStage({ CHAT_MAX_FILE_BYTES: '2048' });

/** A red square of 2 × 2. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==',
  'base64',
);
const picture = { name: 'чертёж.png', mimeType: 'image/png', buffer: PNG };
/** Nothing that the office reads as an order. */
const plan = { name: 'план.dwg', mimeType: 'application/octet-stream', buffer: Buffer.from('AC1032') };

it('sends a picture and a text; both are shown and can be opened, after a reload too', async () => {
  const anna = await stage.visitor();
  await anna.chat.getByLabel('Прикрепить файл').setInputFiles([picture, plan]);
  const staged = anna.chat.getByRole('list', { name: 'Прикреплённые файлы' });
  await expect.poll(() => staged.locator('.file-name').allInnerTexts()).toEqual([picture.name, plan.name]);
  await anna.says('Посчитайте, пожалуйста');
  await expect.poll(() => staged.count()).toBe(0);
  // Both have been sent when each has its answer.
  const kept = 'Файл получил и сохранил.';
  await expect
    .poll(async () => (await anna.reads()).filter((text) => !text.includes('Выберите раздел')).toSorted())
    .toEqual(['Посчитайте, пожалуйста', kept, kept]);

  await anna.page.reload();
  const image = anna.chat.getByRole('button', { name: 'Открыть изображение чертёж.png' });
  await image.scrollIntoViewIfNeeded();
  await image.locator('img').waitFor();
  await image.click();
  const shown = anna.chat
    .getByRole('dialog', { name: 'чертёж.png' })
    .getByRole('img', { name: 'чертёж.png' });
  await expect.poll(() => shown.boundingBox()).toMatchObject({ width: 2, height: 2 });
  await anna.page.keyboard.press('Escape');
  await shown.waitFor({ state: 'detached' });
  await image.and(anna.page.locator(':focus')).waitFor();

  const download = anna.page.waitForEvent('download');
  await anna.presses('Скачать план.dwg');
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('план.dwg');
  expect(await readFile(await saved.path())).toEqual(plan.buffer);
});

it('a page sent as a file is saved, never opened: its script does not run here', async () => {
  const anna = await stage.visitor();
  const buffer = Buffer.from('<script>document.title = "hacked"</script>');
  await anna.chat
    .getByLabel('Прикрепить файл')
    .setInputFiles({ name: 'page.html', mimeType: 'text/html', buffer });
  await anna.presses('Отправить');
  const download = anna.page.waitForEvent('download');
  await anna.presses('Скачать page.html');
  expect((await download).suggestedFilename()).toBe('page.html');
  expect(anna.page.context().pages()).toHaveLength(1);
});

it('a file can be taken back, and one that is too large is refused before it is sent', async () => {
  const anna = await stage.visitor();
  const input = anna.chat.getByLabel('Прикрепить файл');
  await input.setInputFiles(plan);
  await anna.presses('Убрать файл план.dwg');
  await expect.poll(() => anna.chat.getByRole('list', { name: 'Прикреплённые файлы' }).count()).toBe(0);
  await input.setInputFiles({ ...plan, name: 'big.bin', buffer: Buffer.alloc(2_049) });
  await anna.chat.getByRole('alert').filter({ hasText: 'big.bin: файл больше 2 КБ' }).waitFor();
});
