// Writes .env.example and docs/env.md from the slices; with --check only tells whether they are fresh.
import { readFileSync, writeFileSync } from 'node:fs';
import { slices } from '../src/config.ts';
import type { Setting } from '../src/platform/config/slice.ts';

const titled = slices.map(({ title, settings }) => ({ title, settings: Object.entries<Setting>(settings) }));

const example = [
  '# Copy to .env. Everything is optional: without any of it `npm start` gives a working system.',
  '# Made from the code by `npm run generate`; docs/env.md has the same as a page.',
  ...titled.flatMap(({ title, settings }) => [
    '',
    `# ${title}`,
    // A setting whose example is empty is the one to fill in.
    ...settings.flatMap(([key, { about, example: sample }]) => [
      '',
      `# ${about}`,
      `${sample === '' ? '' : '#'}${key}=${sample ?? ''}`,
    ]),
  ]),
  '',
].join('\n');

const page = [
  '# Environment variables',
  '',
  'Made from the code by `npm run generate`. Values come from the environment, then from `.env` in the working folder;',
  'an empty value counts as unset. Every problem is reported at once at start.',
  ...titled.flatMap(({ title, settings }) => [
    '',
    `## ${title}`,
    '',
    '| Variable | Meaning | Example or default |',
    '|---|---|---|',
    ...settings.map(
      ([key, { about, example: sample, secret }]) =>
        `| \`${key}\`${secret ? ' (secret)' : ''} | ${about} | ${sample ? `\`${sample}\`` : ''} |`,
    ),
  ]),
  '',
].join('\n');

const stale = Object.entries({ '.env.example': example, 'docs/env.md': page }).filter(([path, text]) => {
  const old = (() => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  })();
  return old !== text;
});

if (process.argv.includes('--check')) {
  if (stale.length > 0) {
    console.error(`Stale: ${stale.map(([path]) => path).join(', ')}. Run npm run generate.`);
    process.exit(1);
  }
} else for (const [path, text] of stale) writeFileSync(path, text);
