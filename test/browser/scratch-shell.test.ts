import { it } from 'vitest';
import { setPanelStage } from './panel.ts';
const stage = setPanelStage();
it('x', async () => {
  stage.forgive(/./);
  const { credentials } = await stage.office.employee({ roles: ['operator'] });
  for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
    const page = await stage.stranger({ at: `/login?to=${encodeURIComponent(to)}` });
    page.on('console', (m) => console.log(m.text()));
    console.log(page.url());
    await page.getByRole('textbox', { name: 'Логин' }).fill(credentials.login);
    await page.getByRole('textbox', { name: 'Пароль' }).fill(credentials.password);
    await page.getByRole('button', { name: 'Войти' }).click();
    await new Promise((r) => setTimeout(r, 2000));
    console.log(to, page.url(), await page.locator('h1').allInnerTexts(), (await page.locator('body').innerText()).slice(0, 300));
  }
});
