import { shorten } from '#kernel/text.ts';

const LEVELS: Readonly<Record<string, string>> = {
  trace: 'DEBUG',
  debug: 'DEBUG',
  info: 'INFO',
  warn: 'WARNING',
  error: 'ERROR',
  fatal: 'CRITICAL',
};

const LONGEST_VALUE = 8_192;

/** One event as data: what pino wrote, already without secrets. */
export interface LogRecord {
  readonly level: string;
  readonly time: Date;
  readonly component: string;
  readonly msg: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * `YYYY-MM-DD HH:MM:SS - component - LEVEL - message key=value …` in local time, always exactly one
 * line (crm.md §6). Ends with a line feed.
 */
export const toLine = ({ level, time, component, msg, fields }: LogRecord): string => {
  const parts = [msg, ...Object.entries(fields).flatMap(([key, value]) => field(key, value))];
  const text = oneLine(parts.filter((part) => part !== '').join(' ')) || '-';
  return `${localTime(time)} - ${componentName(component)} - ${LEVELS[level] ?? 'INFO'} - ${text}\n`;
};

/** The same event as one line of JSON, level by name and time in ISO form. */
export const toJson = ({ level, time, component, msg, fields }: LogRecord): string =>
  `${JSON.stringify({ level, time: time.toISOString(), component, ...fields, msg })}\n`;

const field = (key: string, value: unknown): string[] => {
  if (value === undefined) return [];
  if (key === 'err' && isPlainError(value)) return errorFields(value);
  return [`${key}=${printed(value)}`];
};

interface PlainError {
  readonly type: string;
  readonly message: string;
  readonly [field: string]: unknown;
}

const isPlainError = (value: unknown): value is PlainError =>
  typeof value === 'object' && value !== null && 'type' in value && 'message' in value;

const errorFields = ({ type, message, ...rest }: PlainError): string[] => [
  `error=${printed(`${type}: ${message}`)}`,
  ...Object.entries(rest).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${printed(value)}`],
  ),
];

const printed = (value: unknown): string => {
  if (typeof value !== 'string') return shorten(JSON.stringify(value), LONGEST_VALUE);
  return /^[^\s"'=]+$/.test(value) ? value : JSON.stringify(value);
};

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
const SHORT: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\f': '\\f',
};

/** Whatever ends a line or moves a cursor, in any terminal or language, becomes visible. */
const oneLine = (text: string): string =>
  text.replace(CONTROL, (char) => SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

const componentName = (name: string): string => name.toLowerCase().replace(/[^a-z_]/g, '_') || 'kontora';

const localTime = (time: Date): string => {
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
};
