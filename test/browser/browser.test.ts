import { expect, it, vi } from 'vitest';
import { openBrowser } from './browser.ts';

it('a browser that is not there fails in words, and is never skipped', async () => {
  vi.stubEnv('CHROMIUM_PATH', '/nowhere/chromium');
  await expect(openBrowser()).rejects.toThrow('CHROMIUM_PATH names no file: /nowhere/chromium');
  vi.unstubAllEnvs();
});
