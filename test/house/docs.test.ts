import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { filesBelow, ROOT } from './source.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Every page of the project. */
const PAGES = [...readdirSync(ROOT).filter((name) => name.endsWith('.md')), ...filesBelow('docs', ['.md'])];
const READMES = ['README.md', 'README.ru.md'];
const GUIDES = ['docs/guide-admin.ru.md', 'docs/guide-user.ru.md', 'docs/guide-operator.ru.md'];

/** Text of a page without its blocks of code, where brackets are no links. */
const prose = (path: string): string => read(path).replace(/^```[\s\S]*?^```/gm, '');

/** The section of a page under a title, without the title; its own subsections included. */
const section = (path: string, title: RegExp): string => {
  const parts = prose(path).split(/^(?=## )/m);
  return parts.find((part) => title.test(part.split('\n')[0] ?? ''))?.replace(/^.*\n/, '') ?? '';
};

/** Names with a slash in backquotes that stand for a file or a folder of the project. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(/`((?:src|test|scripts|docs|migrations|web|bench)\/[\w./-]+)`/g)].map(
    ([, path = '']) => path,
  );

describe('every page', () => {
  it('has links and pictures that exist', () => {
    const broken = PAGES.flatMap((page) =>
      [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !/^https?:/.test(target))
        .filter(
          (target) => !existsSync(join(ROOT, normalize(join(dirname(page), target.split('#')[0] ?? '')))),
        )
        .map((target) => `${page} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('names only files and folders of the project that exist', () => {
    // CONTRIBUTING shows the shape of the first integration.
    const planned = /^src\/integrations\b/;
    const missing = PAGES.flatMap((page) =>
      pathsIn(prose(page))
        .filter((path) => !existsSync(join(ROOT, path)) && !planned.test(path))
        .map((path) => `${page}: ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it('names only settings, scripts and metrics that exist', () => {
    const settings = read('docs/env.md');
    const sources = filesBelow('src', ['.ts']).map(read).join('\n');
    const unknown = PAGES.flatMap((page) => {
      const text = read(page);
      const keys = text.match(
        /\b(?:BOT|ADMIN|TELEGRAM|KONTORA|LOG|METRICS|CHAT|DATABASE|SECRET|PUBLIC)_[A-Z_]+\b/g,
      );
      const scripts = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name);
      const metrics = [...text.matchAll(/`((?:kontora|telegram|http|outer)_[a-z_]+)`/g)].map(
        ([, name = '']) => name,
      );
      return [
        ...(keys ?? []).filter((key) => !settings.includes(`\`${key}\``)),
        ...scripts.filter((name) => !(name in packageJson.scripts)),
        ...metrics.filter((name) => !sources.includes(`'${name}'`) && !sources.includes(`'${stemOf(name)}'`)),
      ].map((name) => `${page}: ${name}`);
    });
    expect(unknown).toEqual([]);
  });
});

/** `telegram_bot` is a component; `telegram_last_update_seconds` is put together from its middle. */
const stemOf = (name: string): string => /^telegram_last_(\w+)_seconds$/.exec(name)?.[1] ?? name;

describe.each(READMES)('%s', (readme) => {
  it('S0-01: begins with the two commands', () => {
    expect(read(readme)).toMatch(/^```sh\nnpm start +#.*\nnpm test +#.*\n```\n/);
  });

  it('names every script, and shows the three screenshots', () => {
    const text = read(readme);
    const unnamed = Object.keys(packageJson.scripts).filter(
      (name) => !text.includes(`| \`npm run ${name}\` |`) && !text.includes(`| \`npm ${name}\` |`),
    );
    expect(unnamed).toEqual([]);
    for (const picture of ['chat-desktop-light', 'chat-phone-ru', 'widget'])
      expect(text).toContain(`](docs/screenshots/${picture}.png)`);
  });

  it('S3-19: names the equivalents of the API entry, the bot entry, the handlers and compose', () => {
    const rows = section(readme, /founding|исходных/).split('\n');
    const row = (name: RegExp): string => rows.find((line) => name.test(line)) ?? '';
    const [api, bot, handlers, compose] = [
      /API entry|вход API/,
      /bot entry|вход бота/,
      /handlers|обработчики/,
      /compose/,
    ];
    const [apiEntry] = pathsIn(row(api));
    const [botEntry] = pathsIn(row(bot));
    expect(apiEntry && botEntry && apiEntry !== botEntry).toBe(true);
    for (const entry of [apiEntry, botEntry]) expect(statSync(join(ROOT, entry ?? '')).isFile()).toBe(true);
    expect(pathsIn(row(handlers))).toEqual(['src/dialogues/']);
    expect(row(compose)).toMatch(/deploy\/|not yet|ещё нет/);
  });

  it('S4-02: names the module telegram_bot, which exists in TypeScript, and its library', () => {
    const row = section(readme, /founding|исходных/)
      .split('\n')
      .find((line) => line.includes('`telegram_bot`'));
    expect(row).toMatch(/grammY/);
    expect(pathsIn(row ?? '')).toEqual(['src/channels/telegram/']);
    expect(read('src/channels/telegram/client.ts')).toMatch(/from 'grammy'/);
    expect(Object.keys(packageJson.dependencies)).toContain('grammy');
  });

  it('links to everything worth reading', () => {
    for (const page of PAGES.filter((path) => !/^docs\/adr\//.test(path) && path !== readme))
      expect(read(readme)).toContain(`](${page})`);
  });
});

it('both READMEs have the same sections, commands and tables', () => {
  const [english = '', russian = ''] = READMES.map(read);
  const shape = (text: string) => ({
    headings: text.match(/^#+ /gm)?.length,
    rows: text.match(/^\|/gm)?.length,
    code: [...text.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map(([, block = '']) =>
      block.replace(/ *#.*$/gm, '').replace(/"locale":"\w+"/, ''),
    ),
    links: [...text.matchAll(/\]\(([^)]+)\)/g)]
      .map(([, link]) => link)
      .filter((link) => !/^README/.test(link ?? '')),
  });
  expect(shape(russian)).toEqual(shape(english));
});

describe('CONTRIBUTING.md', () => {
  it.each(['channel', 'dialogue', 'integration', 'page to the panel'])(
    'has a recipe of at most ten lines: add a %s',
    (what) => {
      const recipe = section('CONTRIBUTING.md', new RegExp(`^## Add an? ${what}$`));
      const steps = recipe.split('\n').filter((line) => line.trim() !== '');
      expect(steps.length).toBeGreaterThan(3);
      expect(steps.length).toBeLessThanOrEqual(10);
    },
  );

  it('says how to run and to test', () => {
    for (const command of ['npm run dev', 'npm test', 'npm run check'])
      expect(read('CONTRIBUTING.md')).toContain(command);
  });
});

describe('docs/architecture.md', () => {
  it('has the diagrams: components, a message, the states of an outgoing one, the data, a push, a search', () => {
    const kinds = [...read('docs/architecture.md').matchAll(/^```mermaid\n(\w+)/gm)].map(([, kind]) => kind);
    const upToData = ['flowchart', 'sequenceDiagram', 'stateDiagram', 'erDiagram'];
    expect(kinds).toEqual([...upToData, 'sequenceDiagram', 'flowchart', 'flowchart']);
  });

  it('has every table of the migrations, and columns that exist', () => {
    const sql = filesBelow('migrations', ['.sql']).map(read).join('\n');
    const tables = [...sql.matchAll(/^create (?:unlogged )?table (\w+)/gm)].map(([, table]) => table);
    const diagram = /^erDiagram\n([\s\S]*?)^```/m.exec(read('docs/architecture.md'))?.[1] ?? '';
    const entities = [...diagram.matchAll(/^ {2}(\w+) \{\n([\s\S]*?)^ {2}\}/gm)];
    expect(entities.map(([, table]) => table).sort()).toEqual(tables.sort());
    for (const [, , body = ''] of entities)
      for (const [, column = ''] of body.matchAll(/^ {4}\w+ (\w+)/gm))
        expect(sql).toMatch(new RegExp(`^ {2}(?:add column )?${column} `, 'm'));
  });

  it('has every state of an outgoing message, and no other', () => {
    const union = /type Delivery = (.+);/.exec(read('src/modules/conversations/schema.ts'))?.[1] ?? '';
    const states = [...union.matchAll(/'(\w+)'/g)].map(([, state]) => state);
    const diagram = /^stateDiagram-v2\n([\s\S]*?)^```/m.exec(read('docs/architecture.md'))?.[1] ?? '';
    const drawn = new Set([...diagram.matchAll(/^ {2}(\w+) -->/gm)].map(([, state]) => state));
    expect([...drawn].sort()).toEqual(states.toSorted());
    for (const state of states) expect(read('docs/guide-admin.ru.md')).toContain(`| \`${state}\` |`);
  });
});

describe('the decisions', () => {
  const records = filesBelow('docs/adr', ['.md']);

  it('are numbered without a gap', () => {
    const numbers = records.map((path) => Number(/\/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1]));
    expect(numbers).toEqual(records.map((_, index) => index + 1));
  });

  it.each(records)(
    '%s says context, decision, consequences and what was rejected, in at most 40 lines',
    (path) => {
      const lines = read(path).trimEnd().split('\n');
      const number = Number(/\/(\d{4})/.exec(path)?.[1]);
      expect(lines[0]).toMatch(new RegExp(`^# ${number}\\. \\S`));
      expect(lines.filter((line) => line.startsWith('## '))).toEqual([
        '## Context',
        '## Decision',
        '## Consequences',
        '## Rejected',
      ]);
      expect(lines.length).toBeLessThanOrEqual(40);
    },
  );
});

describe('the guides', () => {
  it('quote only words that the office says', () => {
    const said = [...filesBelow('src', ['texts.ts']), ...filesBelow('web', ['texts.ts'])]
      .map(read)
      .join('\n');
    const unsaid = GUIDES.flatMap((guide) =>
      [
        ...prose(guide)
          .replace(/\s*\n\s*/g, ' ')
          .matchAll(/«([^»]+)»/g),
      ]
        .map(([, words = '']) => words)
        .filter((words) => !said.includes(words))
        .map((words) => `${guide}: ${words}`),
    );
    expect(unsaid).toEqual([]);
  });

  it('the one for users names every command and key of the menu', () => {
    const guide = read('docs/guide-user.ru.md');
    for (const name of ['start', 'menu', 'profile', 'language', 'help', 'cancel'])
      expect(guide).toContain(`/${name}`);
    for (const name of ['menu', 'profile', 'language', 'help']) {
      const folder = name === 'profile' ? 'account/profile' : name;
      const title = /title: '([^']+)'/.exec(read(`src/dialogues/${folder}/texts.ts`))?.[1];
      expect(guide).toContain(`«${title}»`);
    }
  });

  it('the one for administrators names health, log, metrics, settings and the panel in the chat', () => {
    const guide = read('docs/guide-admin.ru.md');
    for (const word of [
      '/health',
      'backend/logs/main.log',
      '/metrics',
      'ADMIN_IDS',
      'TELEGRAM_ALLOWED_CHAT_IDS',
      '/admin',
      'npm start',
    ])
      expect(guide).toContain(word);
  });
});

describe('continuous integration', () => {
  it('S2-50: the workflow runs the one test command on the oldest Node and on ours, and nothing hides a failure', () => {
    const workflow = read('.github/workflows/ci.yml');
    expect(workflow).toMatch(/^ +- run: npm test$/m);
    expect(workflow).toMatch(/^ +node: \[20, 24\]$/m);
    expect(workflow).not.toMatch(/continue-on-error|\|\| true/);
    const run = read('.ci/run');
    expect(run).toMatch(/^#!\/usr\/bin\/env bash\n[\s\S]*^set -euo pipefail$[\s\S]*^npm test$/m);
    expect(statSync(join(ROOT, '.ci/run')).mode & 0o111).not.toBe(0);
  });

  it('S2-50: the test command runs lint, types and tests, and builds', () => {
    const tasks = read('scripts/run.mjs');
    const test = /^ {2}test: \{([\s\S]*?)^ {2}\},/m.exec(tasks)?.[1] ?? '';
    expect(test).toMatch(/web: true/);
    expect(test).toMatch(/checks\(\)[\s\S]*vitest/);
    for (const tool of ['biome', 'tsc', '--check']) expect(tasks).toContain(tool);
  });
});

describe('the package', () => {
  it('S0-19: declares Node 20 as the oldest host, and pins the Node that runs it', () => {
    expect(packageJson.engines.node).toBe('>=20');
    expect(packageJson.devDependencies.node).toMatch(/^24\.\d+\.\d+$/);
    for (const readme of READMES) expect(read(readme)).toMatch(/Node 20/);
  });

  it('pins every direct dependency', () => {
    const all = {
      ...packageJson.dependencies,
      ...packageJson.devDependencies,
      ...packageJson.optionalDependencies,
    };
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual(
      [],
    );
  });

  it('has a licence', () => {
    expect(packageJson.license).toBe('MIT');
    expect(read('LICENSE')).toMatch(/^MIT License/);
  });
});
