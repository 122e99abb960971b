import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '#test/house/source.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontora-rows-'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the type checker says of texts that are written so. */
const check = (texts: string): string => {
  const file = join(folder, 'texts.ts');
  writeFileSync(
    file,
    `import { defineTexts } from '${join(ROOT, 'src/kernel/locale.ts')}';\nexport const texts = ${texts};\n`,
  );
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const flags =
    '--noEmit --strict --ignoreConfig --module nodenext --target esnext --allowImportingTsExtensions';
  return spawnSync(process.execPath, [tsc, ...flags.split(' '), file], { encoding: 'utf8', cwd: folder })
    .stdout;
};

it('S2-64: a missing key, a missing language or other arguments do not compile', () => {
  const russian = `{ yes: 'Да', left: (count: number) => \`Осталось: \${count}\` }`;
  const english = (texts: string) => check(`defineTexts(${russian}, { en: ${texts} })`);
  expect(english(`{ yes: 'Yes', left: (count: number) => \`Left: \${count}\` }`)).toBe('');
  expect(english(`{ yes: 'Yes' }`)).toMatch(/'left' is missing/);
  expect(english(`{ yes: 'Yes', left: (word: string) => word }`)).toMatch(/not assignable/);
  expect(check(`defineTexts(${russian}, {})`)).toMatch(/'en' is missing/);
});
