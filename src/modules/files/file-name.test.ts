import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanFileName } from './file-name.ts';

describe('a file name', () => {
  it.each([
    ['Чертёж №5.pdf', 'Чертёж №5.pdf'],
    ['/etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['.htaccess', 'htaccess'],
    ['a\u0000b\nc.txt', 'ab c.txt'],
    ['<img src=x>.png', 'img src=x .png'],
    ['photo\u202Egnp.exe', 'photognp.exe'],
    ['  spaced  out .txt ', 'spaced out .txt'],
    ['', 'file'],
    ['...', 'file'],
    ['a/', 'file'],
  ])('%j becomes %j', (given, clean) => {
    expect(cleanFileName(given)).toBe(clean);
  });

  it('keeps its ending when it is cut, and never half a character', () => {
    expect(cleanFileName(`${'a'.repeat(500)}.docx`)).toMatch(/^a{114}….docx$/);
    expect(cleanFileName('😀'.repeat(200)).isWellFormed()).toBe(true);
  });

  it('is harmless whatever was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const name = cleanFileName(given);
        expect(name.length).toBeGreaterThan(0);
        expect(name.length).toBeLessThanOrEqual(120);
        expect(name).not.toMatch(/[/\\<>:"|?*\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
        expect(name).not.toMatch(/^\.|^ |[. ]$/);
        expect(name.isWellFormed()).toBe(true);
      }),
    );
  });
});
