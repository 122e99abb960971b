import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, importsOf, ROOT, type SourceFile, sourceFiles } from './source.ts';

const files = sourceFiles();
const ours = (name: string): boolean => name.startsWith('src/');

/** DESIGN §2: who may import whom. A door is the `index.ts` of a module. */
const ALLOWED: readonly (readonly [from: RegExp, to: readonly RegExp[]])[] = [
  [/^src\/kernel\//, [/^src\/kernel\//]],
  [/^src\/platform\//, [/^src\/(kernel|platform)\//]],
  [/^src\/modules\/([\w-]+)\//, [/^src\/(kernel|platform)\//, /^src\/modules\/[\w-]+\/index\.ts$/]],
  [
    /^src\/channels\/\w+\//,
    [
      /^src\/(kernel|platform)\//,
      /^src\/modules\/conversations\/index\.ts$/,
      /^src\/modules\/files\/index\.ts$/,
    ],
  ],
  [
    /^src\/channels\/index\.ts$/,
    [/^src\/channels\/\w+\/index\.ts$/, /^src\/platform\//, /^src\/modules\/[\w-]+\/index\.ts$/],
  ],
  // `reader.ts` is the door of a module for code in a reading thread.
  [/^src\/integrations\/\w+\//, [/^src\/(kernel|platform)\//, /^src\/modules\/[\w-]+\/(index|reader)\.ts$/]],
  [/^src\/integrations\/index\.ts$/, [/^src\/integrations\/\w+\/index\.ts$/]],
  [/^src\/dialogues\/[\w-]+\//, [/^src\/kernel\//, /^src\/modules\/[\w-]+\/index\.ts$/]],
  [
    /^src\/dialogues\/index\.ts$/,
    [/^src\/dialogues\/[\w-]+\/index\.ts$/, /^src\/modules\/[\w-]+\/index\.ts$/],
  ],
];

/** Packages that only one place may know. */
const KEPT: Readonly<Record<string, RegExp>> = {
  grammy: /^src\/channels\/telegram\//,
  pg: /^src\/platform\//,
  fastify: /^src\/(platform\/http|channels|integrations|modules\/access)\//,
  pino: /^src\/platform\//,
  'prom-client': /^src\/platform\/metrics\//,
};

describe('the house', () => {
  it('every import follows the table of DESIGN', () => {
    const wrong = files.flatMap(({ path, imports }) => {
      const allowed = ALLOWED.find(([from]) => from.test(path))?.[1];
      const home = /^src\/(?:modules|channels|integrations|dialogues)\/[\w-]+\//.exec(path)?.[0];
      return imports
        .filter((name) => ours(name) && allowed && !(home && name.startsWith(home)))
        .filter((name) => !allowed?.some((to) => to.test(name)))
        .map((name) => `${path} imports ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  it('nobody imports app.ts but the ways to start', () => {
    const importers = files.filter(({ imports }) => imports.includes('src/app.ts')).map(({ path }) => path);
    expect(importers).toEqual(['src/demo/index.ts', 'src/main.ts']);
  });

  it('pages load nothing of the server', () => {
    const pages = webFiles().filter(({ path }) => !/\/vite\.config\.ts$|^web\/chat\/stand-in/.test(path));
    const loaded = loadedBy(pages, [...files, ...pages]);
    expect(loaded.size).toBeGreaterThan(pages.length);
    const wrong = [...loaded].filter(([path]) => /^node:|^src\/platform\//.test(path) || KEPT[path]);
    expect(wrong.map(([, way]) => way)).toEqual([]);
  });

  it('there is no import cycle', () => {
    expect(cycleIn(files)).toBeUndefined();
  });

  it('packages stay where they are understood', () => {
    const leaks = files.flatMap(({ path, imports }) =>
      imports.filter((name) => KEPT[name] && !KEPT[name].test(path)).map((name) => `${path} imports ${name}`),
    );
    expect(leaks).toEqual([]);
  });

  it('Cyrillic stands only in texts.ts', () => {
    const sources = [...files, ...webFiles()].filter(({ path }) => !/(^|\/)texts\.ts$/.test(path));
    expect(sources.filter(({ text }) => /[а-яё]/i.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('process.env is read in config.ts alone', () => {
    const readers = files.filter(({ text }) => /\bprocess\.env\b/.test(text)).map(({ path }) => path);
    expect(readers.filter((path) => path !== 'src/config.ts')).toEqual([]);
  });

  it.each(['dialogues', 'channels', 'integrations'])('the list of %s is complete', (kind) => {
    const folders = new Set(
      filesBelow(`src/${kind}`, ['.ts'])
        .map((path) => path.split('/')[2] ?? '')
        .filter((name) => !name.endsWith('.ts')),
    );
    const list = files.find(({ path }) => path === `src/${kind}/index.ts`);
    expect(
      list?.imports
        .filter((name) => name.startsWith(`src/${kind}/`))
        .map((name) => name.split('/')[2])
        .sort(),
    ).toEqual([...folders].sort());
  });

  it('no suppression, no unfinished end, no console', () => {
    const loose = /\bas any\b|: any\b|@ts-ignore|@ts-expect-error|biome-ignore|\bTODO\b|\bFIXME\b/;
    expect(files.filter(({ text }) => loose.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('files stay short: at most 300 lines', () => {
    const long = files.filter(
      ({ text, path }) => text.split('\n').length > 301 && !path.includes('.generated.'),
    );
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it('S0-05: nothing of the shape of a bot token stands in any file', () => {
    const folders = ['src', 'web', 'test', 'bench', 'scripts', 'migrations', 'docs', '.github'];
    const endings = ['.ts', '.tsx', '.mjs', '.html', '.json', '.sql', '.md', '.yml'];
    const paths = [
      ...folders.flatMap((folder) => filesBelow(folder, endings)),
      'README.md',
      'README.ru.md',
      '.env.example',
    ];
    const found = paths.filter((path) =>
      /\b\d{8,10}:[A-Za-z0-9_-]{35}\b/.test(readFileSync(join(ROOT, path), 'utf8')),
    );
    expect(found).toEqual([]);
  });

  it('the test plan names tests that exist', () => {
    const plan = readFileSync(join(ROOT, 'docs/test-plan.md'), 'utf8');
    const rows = [...plan.matchAll(/^\| (S\d-\d\d) \| `([^`]+)` \| (.+?) \|$/gm)];
    expect(rows.length).toBeGreaterThan(20);
    const missing = rows.filter(([, , path = '', title = '']) => {
      const text = readFileSync(join(ROOT, path), 'utf8');
      return !text.includes(title.trim());
    });
    expect(missing.map(([row]) => row)).toEqual([]);
  });
});

function webFiles(): SourceFile[] {
  return filesBelow('web', ['.ts', '.tsx'])
    .filter((path) => !path.endsWith('.test.ts'))
    .map((path) => {
      const text = readFileSync(join(ROOT, path), 'utf8');
      return { path, text, ...importsOf(path, text) };
    });
}

/** Everything that is loaded where one of these files is, with the way that leads there. */
function loadedBy(pages: readonly SourceFile[], all: readonly SourceFile[]): Map<string, string> {
  const byPath = new Map(all.map((file) => [file.path, file]));
  const ways = new Map(pages.map(({ path }) => [path, path]));
  for (const [path, way] of ways)
    for (const next of byPath.get(path)?.values ?? [])
      if (!ways.has(next)) ways.set(next, `${way} → ${next}`);
  return ways;
}

/** The first cycle found, as a chain of paths; imports of types count too. */
function cycleIn(all: readonly SourceFile[]): string | undefined {
  const byPath = new Map(all.map((file) => [file.path, file]));
  const done = new Set<string>();
  const visit = (path: string, chain: readonly string[]): string | undefined => {
    if (chain.includes(path)) return [...chain.slice(chain.indexOf(path)), path].join(' → ');
    if (done.has(path)) return undefined;
    for (const next of byPath.get(path)?.imports.filter(ours) ?? []) {
      const cycle = visit(next, [...chain, path]);
      if (cycle) return cycle;
    }
    done.add(path);
    return undefined;
  };
  for (const { path } of all) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return undefined;
}
