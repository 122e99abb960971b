/**
 * Trims a machine-readable Bot API description to what the fake Telegram server checks: names, types,
 * required fields, limits and fixed values parsed from the prose.
 * Usage: node scripts/make-bot-api.ts <spec.json>
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface SourceField {
  name: string;
  types: string[];
  required: boolean;
  description: string;
}

interface Source {
  version: string;
  release_date: string;
  methods: Record<string, { returns: string[]; fields?: SourceField[] }>;
  types: Record<string, { fields?: SourceField[]; subtypes?: string[] }>;
}

const [sourcePath] = process.argv.slice(2);
if (!sourcePath) throw new Error('usage: node scripts/make-bot-api.ts <spec.json>');
const source = JSON.parse(readFileSync(sourcePath, 'utf8')) as Source;

const target = new URL('../test/fakes/telegram/bot-api.json', import.meta.url);
writeFileSync(target, render());
console.log(`wrote ${Object.keys(source.methods).length} methods, ${Object.keys(source.types).length} types`);

/** One line for each field, so that a change of the source is a readable diff. */
function render(): string {
  const methods = Object.entries(source.methods).map(([name, method]) =>
    block(name, [`"returns": ${JSON.stringify(method.returns)}`, fieldsOf(method.fields)]),
  );
  const types = Object.entries(source.types).map(([name, type]) =>
    block(name, type.subtypes ? [`"subtypes": ${JSON.stringify(type.subtypes)}`] : [fieldsOf(type.fields)]),
  );
  return `{
"version": ${JSON.stringify(source.version)},
"release_date": ${JSON.stringify(source.release_date)},
"methods": {
${methods.join(',\n')}
},
"types": {
${types.join(',\n')}
}
}
`;
}

function block(name: string, parts: string[]): string {
  return `${JSON.stringify(name)}: { ${parts.join(', ')} }`;
}

function fieldsOf(fields: SourceField[] = []): string {
  if (fields.length === 0) return '"fields": {}';
  return `"fields": {\n${fields.map((field) => `  ${JSON.stringify(field.name)}: ${JSON.stringify(trim(field))}`).join(',\n')}\n}`;
}

function trim(field: SourceField): Record<string, unknown> {
  const limit = limitOf(field);
  const values = valuesOf(field);
  return {
    types: field.types,
    ...(field.required ? { required: true } : {}),
    ...(limit ? { limit } : {}),
    ...(values ? { values } : {}),
  };
}

/** `N-M characters`, `N-M bytes`, `Values between N-M`, `include N-M items`, `up to N items`. */
function limitOf({ types, description }: SourceField): Record<string, unknown> | undefined {
  const isList = types.every((type) => type.startsWith('Array of'));
  const isText = types.length === 1 && types[0] === 'String';
  const isNumber = types.length === 1 && (types[0] === 'Integer' || types[0] === 'Float');

  if (isText) {
    const found = /(\d+)-(\d+) (characters|bytes)/i.exec(description);
    if (!found) return undefined;
    const unit = found[3]?.toLowerCase();
    const parsed = /after entit(y|ies) parsing/i.test(description);
    return { min: Number(found[1]), max: Number(found[2]), unit, ...(parsed ? { parsed } : {}) };
  }
  if (isList) {
    const range = /(?:list of|include) (\d+)-(\d+) /i.exec(description);
    if (range) return { min: Number(range[1]), max: Number(range[2]), unit: 'items' };
    const top = /(?:up to|at most) (\d+) (?:items|commands|identifiers)/i.exec(description);
    return top ? { min: 0, max: Number(top[1]), unit: 'items' } : undefined;
  }
  if (isNumber) {
    const range =
      /(?:between |; |, )(\d+)-(\d+)(?=[.;,]|$| are accepted)/.exec(description) ??
      /must be between (\d+) and (\d+)(?= if specified)/i.exec(description);
    return range ? { min: Number(range[1]), max: Number(range[2]), unit: 'value' } : undefined;
  }
  return undefined;
}

/** A discriminator (`must be photo`, `always "creator"`) or a closed list (`must be one of "a", "b"`). */
function valuesOf({ types, description }: SourceField): string[] | undefined {
  if (types.length !== 1 || types[0] !== 'String') return undefined;
  const fixed = /(?:must be |always )["“]?([a-z0-9_]+)["”]?\.?$/i.exec(description);
  if (fixed?.[1]) return [fixed[1]];
  const list =
    /(?:must be one of|can be either|currently, can be|must be either|can be one of)(.*?)(?:\. |\.$|$)/is.exec(
      description,
    );
  const words = [...(list?.[1] ?? '').matchAll(/["“]([^"“”]+)["”]/g)].map((match) => match[1] ?? '');
  return words.length > 0 ? words : undefined;
}
