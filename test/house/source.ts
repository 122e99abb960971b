import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A source file of the product: its path from the root, its text, and what it imports of ours. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Paths from the root for our files, names for packages. */
  readonly imports: readonly string[];
  /** Those of them that are there when it runs: not only types. */
  readonly values: readonly string[];
}

/** Files below a folder with one of the endings, tests and generated files included. */
export const filesBelow = (folder: string, endings: readonly string[]): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .sort();

/** Every TypeScript file of `src` that is no test and no support of tests (`testing.ts`, `test-….ts`). */
export const sourceFiles = (): SourceFile[] =>
  filesBelow('src', ['.ts'])
    .filter((path) => !/\.test\.ts$|\/testing\.ts$|\/test-[\w-]+\.ts$/.test(path))
    .map((path) => {
      const text = readFileSync(join(ROOT, path), 'utf8');
      return { path, text, ...importsOf(path, text) };
    });

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^;'"]*?\bfrom\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g;

/** What a file imports. */
export const importsOf = (path: string, text: string): Pick<SourceFile, 'imports' | 'values'> => {
  const found = [...text.matchAll(IMPORT)].map(([statement, from, dynamic, bare]) => {
    const name = from ?? dynamic ?? bare ?? '';
    return { path: pathOf(path, name), isType: /^\s*(?:import|export)\s+type\b/.test(statement) };
  });
  return {
    imports: found.map((one) => one.path),
    values: found.filter(({ isType }) => !isType).map((one) => one.path),
  };
};

const pathOf = (from: string, name: string): string => {
  if (name.startsWith('#')) return join('src', name.slice(1));
  return name.startsWith('.') ? join(dirname(from), name) : name;
};
