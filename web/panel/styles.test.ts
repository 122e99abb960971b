import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const PANEL = fileURLToPath(new URL('.', import.meta.url));
const SHEETS = fileURLToPath(new URL('../../node_modules/@mantine/core/styles/', import.meta.url));

/** Style sheets that other components bring into the page with them, by Mantine's own table of dependencies. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  TextInput: ['Input'],
  Textarea: ['Input'],
  NativeSelect: ['Input'],
  Select: ['Input', 'Combobox', 'Popover', 'ScrollArea'],
  MultiSelect: ['Input', 'Combobox', 'Popover', 'ScrollArea', 'Pill', 'PillsInput'],
  Autocomplete: ['Input', 'Combobox', 'Popover', 'ScrollArea'],
  Menu: ['Popover'],
  Modal: ['ModalBase', 'Overlay', 'CloseButton', 'Paper'],
  Drawer: ['ModalBase', 'Overlay', 'CloseButton', 'Paper'],
  Checkbox: ['InlineInput'],
  Radio: ['InlineInput'],
  Switch: ['InlineInput'],
};

it('every Mantine component that a file uses has its style sheet in the shell or in its page', () => {
  const shell = sheetsIn(join(PANEL, 'styles.ts'));
  const missing = sources(PANEL).flatMap((path) => {
    const own = new Set([...shell, ...sources(homeOf(path)).flatMap(sheetsIn)]);
    return componentsIn(path)
      .flatMap((name) => [name, ...(NEEDS[name] ?? [])])
      .filter((name) => existsSync(join(SHEETS, `${name}.layer.css`)) && !own.has(name))
      .map((name) => `${path.slice(PANEL.length)}: import '@mantine/core/styles/${name}.layer.css'`);
  });
  expect([...new Set(missing)]).toEqual([]);
});

/** The folder of the page, or of the part of the panel, that a file belongs to. */
const homeOf = (path: string): string => {
  const [first = '', second = ''] = path.slice(PANEL.length).split('/');
  return join(PANEL, first === 'pages' ? join(first, second) : first);
};

const sources = (folder: string): readonly string[] =>
  statSync(folder).isFile()
    ? [folder]
    : readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => join(folder, name));

const sheetsIn = (path: string): readonly string[] =>
  [...readFileSync(path, 'utf8').matchAll(/@mantine\/core\/styles\/(\w+)\.layer\.css/g)].map(
    ([, name = '']) => name,
  );

const componentsIn = (path: string): readonly string[] =>
  [...readFileSync(path, 'utf8').matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)]
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.trim())
    .filter((name) => /^[A-Z]\w+$/.test(name));
