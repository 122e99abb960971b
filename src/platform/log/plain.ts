const DEPTH = 8;
const ITEMS = 100;

/** Properties of an error that are known to hold neither texts of people nor secrets. */
const ERROR_FIELDS = [
  'code',
  'system',
  'kind',
  'afterMs',
  'fields',
  'constraint',
  'table',
  'method',
  'status',
];

/**
 * Any value as plain JSON data that prints in bounded space: errors at any depth become
 * `{ type, message, stack, … }`, cycles, binary data and long lists are named instead of written out.
 */
export const plain = (value: unknown, ancestors: readonly object[] = []): unknown => {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (ancestors.includes(value)) return '[circular]';
  if (ancestors.length >= DEPTH) return '[deeper]';
  const within = [...ancestors, value];
  if (value instanceof Error) return plainError(value, within);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof URL) return value.href;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Map)
    return plainEntries(
      [...value].map(([key, inner]) => [String(key), inner]),
      within,
    );
  if (value instanceof Set || Array.isArray(value)) return plainList([...value], within);
  return plainEntries(Object.entries(value), within);
};

const plainError = (error: Error, within: readonly object[]): object => {
  const frames = error.stack?.slice(error.stack.search(/^\s+at /m)).trim();
  const own = ERROR_FIELDS.filter((field) => field in error).map(
    (field) => [field, Reflect.get(error, field)] as const,
  );
  return {
    type: error.name,
    message: error.message,
    ...plainEntries(own, within),
    stack: frames?.startsWith('at ') ? frames.replace(/\n\s+/g, '\n') : undefined,
    cause: plain(error.cause, within),
    errors: error instanceof AggregateError ? plainList(error.errors, within) : undefined,
  };
};

const plainEntries = (entries: readonly (readonly [string, unknown])[], within: readonly object[]): object =>
  Object.fromEntries(entries.slice(0, ITEMS).map(([key, inner]) => [key, plain(inner, within)]));

const plainList = (items: readonly unknown[], within: readonly object[]): unknown[] => {
  const shown = items.slice(0, ITEMS).map((item) => plain(item, within));
  return items.length > ITEMS ? [...shown, `[${items.length - ITEMS} more]`] : shown;
};
