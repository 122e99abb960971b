import { z } from 'zod';

/** One environment variable: its schema (from an optional string), what it is for, and how it is shown. */
export interface Setting<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  /** English, one or two sentences: the line of `.env.example` and of `docs/env.md`. */
  readonly about: string;
  /** A sample or the default, shown commented out in `.env.example`. */
  readonly example?: string;
  /** Never printed, not even in problems. */
  readonly secret?: boolean;
}

/** A wrong or missing setting, in words that say what to do; it names the key. */
export interface ConfigProblem {
  readonly key: string;
  readonly problem: string;
}

/** The settings that one part of the product declares, and what it makes of them. */
export interface Slice<Settings extends Record<string, Setting>, Value> {
  readonly title: string;
  readonly settings: Settings;
  /** Builds the typed part of Config; pushes a problem for everything wrong between settings. */
  readonly build: (raw: Parsed<Settings>, problems: ConfigProblem[], stage: Stage) => Value;
}

/** Values of a slice after its schemas. */
export type Parsed<Settings extends Record<string, Setting>> = {
  readonly [Key in keyof Settings]: z.output<Settings[Key]['schema']>;
};

/** `production` refuses what `development` only warns of. */
export type Stage = 'development' | 'production';

/** Declares a slice; exists for the inference of its types. */
export const defineSlice = <const Settings extends Record<string, Setting>, Value>(
  slice: Slice<Settings, Value>,
): Slice<Settings, Value> => slice;

/**
 * Reads one slice from environment variables. An empty string counts as unset. Wrong values become
 * problems that name the key; the value itself is quoted unless it is secret. Defaults stand in for
 * them, so that the rest is checked, too: what is read counts only when there are no problems.
 */
export const readSlice = <Settings extends Record<string, Setting>, Value>(
  slice: Slice<Settings, Value>,
  env: Readonly<Record<string, string | undefined>>,
  problems: ConfigProblem[],
  stage: Stage,
): Value => {
  const raw: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries<Setting>(slice.settings)) {
    const given = env[key]?.trim() || undefined;
    const parsed = setting.schema.safeParse(given);
    raw[key] = (parsed.success ? parsed : setting.schema.safeParse(undefined)).data;
    for (const { message } of parsed.error?.issues ?? [])
      problems.push({ key, problem: `${message}${quote(given, setting)}` });
  }
  const between: ConfigProblem[] = [];
  const value = slice.build(raw as Parsed<Settings>, between, stage);
  addUnnamed(problems, between);
  return value;
};

/** Adds problems of settings that have none yet: what follows from a wrong value is not said. */
export const addUnnamed = (problems: ConfigProblem[], more: readonly ConfigProblem[]): void => {
  const named = new Set(problems.map(({ key }) => key));
  problems.push(...more.filter(({ key }) => !named.has(key)));
};

const quote = (given: string | undefined, setting: Setting): string =>
  given === undefined ? ' (it is not set)' : setting.secret ? '' : ` (it is "${masked(given)}")`;

/** A value as it may be shown: without the user name and password of an address. */
export const masked = (value: string): string =>
  value.replace(/^([a-z][\w+.-]*:\/\/|(?=[^@]*:)).*@/is, '$1***@');

const numeric = (
  shape: RegExp,
  what: string,
  fallback: number,
  { min = 0, max = Number.MAX_SAFE_INTEGER }: { min?: number; max?: number },
) =>
  z
    .string()
    .regex(shape, `must be ${what}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be between ${min} and ${max}`)
    .optional()
    .transform((value) => value ?? fallback);

const HOST = /^(?:[a-z0-9_](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;

/** Schemas for values that arrive as strings. */
export const setting = {
  text: () => z.string().optional(),
  flag: (fallback: boolean) =>
    z
      .stringbool({ error: 'must be true or false' })
      .optional()
      .transform((value) => value ?? fallback),
  number: (fallback: number, range: { min?: number; max?: number } = {}) =>
    numeric(/^-?\d+(\.\d+)?$/, 'a number', fallback, range),
  whole: (fallback: number, range: { min?: number; max?: number } = {}) =>
    numeric(/^-?\d+$/, 'a whole number', fallback, range),
  choice: <const Values extends readonly [string, ...string[]]>(values: Values, fallback: Values[number]) =>
    z
      .enum(values, { error: `must be one of ${values.join(', ')}` })
      .optional()
      .transform((value): Values[number] => value ?? fallback),
  /** An address that starts with http:// or https://; the slash at its end is dropped. */
  url: (fallback?: string) =>
    z
      .url({ protocol: /^https?$/, error: 'must be an address that starts with http:// or https://' })
      .transform((value) => value.replace(/\/+$/, ''))
      .optional()
      .transform((value) => value ?? fallback),
  /** Hosts as host or host:port, separated by commas, in lower case. */
  hosts: () =>
    z
      .string()
      .optional()
      .transform((value, context) => {
        const hosts = (value ?? '')
          .split(',')
          .map((host) => host.trim().toLowerCase())
          .filter((host) => host !== '');
        for (const host of hosts)
          if (!HOST.test(host))
            context.addIssue({
              code: 'custom',
              message: `must hold hosts separated by commas, without http:// and paths; "${host}" is not one`,
            });
        return hosts;
      }),
  /** A list separated by commas; spaces around entries and empty entries are allowed. */
  ids: (what: string, { positive = false }: { positive?: boolean } = {}) =>
    z
      .string()
      .optional()
      .transform((value, context) => {
        const entries = (value ?? '')
          .split(',')
          .map((entry) => entry.trim())
          .filter((entry) => entry !== '');
        for (const entry of entries)
          if (!/^-?\d{1,16}$/.test(entry))
            context.addIssue({
              code: 'custom',
              message: `must hold ${what} separated by commas; "${masked(entry)}" is not one`,
            });
          else if (positive && !/^[1-9]/.test(entry))
            context.addIssue({
              code: 'custom',
              message: `must hold ${what}, which are positive; "${entry}" is not`,
            });
        return entries;
      }),
} as const;
