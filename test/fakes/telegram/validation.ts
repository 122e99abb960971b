import { badRequest, type Refusal } from './refusal.ts';
import { type Limit, type SpecField, type SpecFields, spec } from './spec.ts';
import { isUpload } from './upload.ts';

/** Says what is wrong with a value, or nothing. */
type Check = (value: unknown, path: string) => string | undefined;

/** Texts whose bad sizes have refusals of their own, see markup.ts and methods/updates.ts. */
const CHECKED_ELSEWHERE = new Set(['callback_data', 'secret_token']);

const checks = new Map<string, Check>();

/** What is wrong with `value` as a Bot API type such as `Message` or `Array of Update`; undefined when nothing is. */
export const problemOf = (type: string, value: unknown): string | undefined => checkFor(type)(value, type);

/** Refuses parameters that a method does not have, misses required ones, breaks types or limits. */
export function checkParameters(method: string, parameters: Readonly<Record<string, unknown>>): void {
  const fields = spec.methods[method]?.fields ?? {};
  for (const name of Object.keys(parameters)) {
    if (!Object.hasOwn(fields, name)) throw badRequest(`unknown parameter "${name}"`);
  }
  for (const [name, field] of Object.entries(fields)) {
    const value = parameters[name];
    if (value === undefined || (value === '' && field.required && name !== 'url')) {
      if (field.required) throw missing(name);
      continue;
    }
    if (name === 'reply_markup' && isKeyboardInEdit(field, value))
      throw badRequest('inline keyboard expected');
    const problem = CHECKED_ELSEWHERE.has(name) ? undefined : problemOfField(field, value, name);
    if (problem) throw badRequest(problem);
  }
}

function missing(name: string): Refusal {
  if (name === 'chat_id') return badRequest('chat_id is empty');
  if (name === 'text') return badRequest('message text is empty');
  if (name === 'message_id') return badRequest('message identifier is not specified');
  return badRequest(`parameter "${name}" is required`);
}

/** An edit takes an inline keyboard only; the server names this mistake in its own words. */
function isKeyboardInEdit(field: SpecField, value: unknown): boolean {
  if (field.types.length !== 1 || typeof value !== 'object' || value === null) return false;
  return 'keyboard' in value || 'remove_keyboard' in value || 'force_reply' in value;
}

function problemOfField(field: SpecField, value: unknown, path: string): string | undefined {
  const problem = checkFor(field.types.join('|'))(value, path);
  if (problem) return problem;
  if (field.values && !field.values.includes(value as string)) {
    return `"${path}" must be one of ${field.values.map((allowed) => `"${allowed}"`).join(', ')}`;
  }
  if (field.limit && !field.limit.parsed) return problemOfLimit(field.limit, value, path);
  return undefined;
}

function problemOfLimit({ min, max, unit }: Limit, value: unknown, path: string): string | undefined {
  const size = sizeOf(value, unit);
  if (size >= min && size <= max) return undefined;
  return unit === 'value'
    ? `"${path}" must be in ${min}-${max}`
    : `"${path}" must have ${min}-${max} ${unit}`;
}

function sizeOf(value: unknown, unit: Limit['unit']): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return unit === 'bytes' ? Buffer.byteLength(value) : value.length;
  return Array.isArray(value) ? value.length : 0;
}

function checkFor(types: string): Check {
  let check = checks.get(types);
  if (!check) {
    // A type may contain itself: the entry stands before its parts are compiled.
    let compiled: Check | undefined;
    checks.set(types, (value, path) => compiled?.(value, path));
    compiled = compile(types);
    checks.set(types, compiled);
    check = compiled;
  }
  return check;
}

function compile(types: string): Check {
  const options = types.split('|');
  if (options.length > 1) return anyOf(options, types.replaceAll('|', ' or '));
  if (types.startsWith('Array of ')) return listOf(checkFor(types.slice('Array of '.length)));
  switch (types) {
    case 'Integer':
      return (value, path) => (Number.isSafeInteger(value) ? undefined : `"${path}" must be an Integer`);
    case 'Float':
      return (value, path) => (Number.isFinite(value) ? undefined : `"${path}" must be a Number`);
    case 'String':
      return (value, path) => (typeof value === 'string' ? undefined : `"${path}" must be a String`);
    case 'Boolean':
      return (value, path) => (typeof value === 'boolean' ? undefined : `"${path}" must be a Boolean`);
    case 'InputFile':
      return (value, path) => (isUpload(value) ? undefined : `"${path}" must be a file`);
  }
  const type = spec.types[types];
  if (!type) throw new Error(`bot-api.json lacks the type ${types}`);
  if ('subtypes' in type) return anyOf(type.subtypes, types);
  const check = objectOf(types, type.fields);
  // "For simple text buttons, String can be used instead of this object": in the prose only.
  return types === 'KeyboardButton'
    ? (value, path) => (typeof value === 'string' && value !== '' ? undefined : check(value, path))
    : check;
}

function listOf(check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return `"${path}" must be an Array`;
    for (const [index, item] of value.entries()) {
      const problem = check(item, `${path}[${index}]`);
      if (problem) return problem;
    }
    return undefined;
  };
}

function objectOf(type: string, fields: SpecFields): Check {
  const required = Object.keys(fields).filter((name) => fields[name]?.required);
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return `"${path}" must be ${type}`;
    const object = value as Record<string, unknown>;
    for (const name of required) {
      if (object[name] === undefined) return `"${path}" lacks the field "${name}"`;
    }
    for (const [name, part] of Object.entries(object)) {
      if (part === undefined) continue;
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (!field) return `"${path}" has the unknown field "${name}"`;
      if (CHECKED_ELSEWHERE.has(name) && typeof part === 'string') continue;
      const problem = problemOfField(field, part, `${path}.${name}`);
      if (problem) return problem;
    }
    return undefined;
  };
}

/** The first fitting option wins; when none fits, the one the value seems to mean explains why. */
function anyOf(options: readonly string[], name: string): Check {
  const parts = options.map((option) => ({ option, check: checkFor(option) }));
  return (value, path) => {
    let closest: string | undefined;
    for (const { option, check } of parts) {
      const problem = check(value, path);
      if (!problem) return undefined;
      if (closest === undefined && looksLike(option, value)) closest = problem;
    }
    return closest ?? `"${path}" must be ${name}`;
  };
}

function looksLike(option: string, value: unknown): boolean {
  if (option.startsWith('Array of ')) {
    return Array.isArray(value) && value.length > 0 && looksLike(option.slice('Array of '.length), value[0]);
  }
  const type = spec.types[option];
  if (!type || typeof value !== 'object' || value === null) return false;
  if ('subtypes' in type) return type.subtypes.some((subtype) => looksLike(subtype, value));
  const object = value as Record<string, unknown>;
  const fixed = Object.entries(type.fields).filter(([, field]) => field.values?.length === 1);
  if (fixed.length > 0) return fixed.every(([name, field]) => object[name] === field.values?.[0]);
  return Object.entries(type.fields).every(([name, field]) => !field.required || name in object);
}
