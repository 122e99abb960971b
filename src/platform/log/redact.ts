import { shorten } from '#kernel/text.ts';
import { lastTwo, maskPhones } from './phones.ts';

const MASK = '***';

/** Texts are cut after redaction, so that no half secret stays at the cut; before it only to bound the work. */
const LONGEST_READ = 65_536;
const LONGEST_KEPT = 8_192;

const SECRET_NAMES = [
  'token',
  'secret',
  'password',
  'passwd',
  'passphrase',
  'authorization',
  'cookie',
  'credential',
  'api[_-]?key',
  'secret[_-]?key',
  'private[_-]?key',
  'access[_-]?key',
  'activation[_-]?code',
  'invitation[_-]?code',
  'session[_-]?id',
].join('|');

const SECRET_KEY = new RegExp(
  `(?:(?:${SECRET_NAMES})(s)?(?:[_-]?(?:hash|value))?|^(?:pwd|pass|otp|auth))$`,
  'i',
);
const PHONE_KEY = /phone|msisdn|mobile|^tel$/i;
const ID_KEY = /(?:^|_|[a-z](?=[A-Z]))(?:id|ids|trace|span|hash|time|at|ms|offset|cursor|key|turn)$/i;

/** What is secret inside a text, whatever it stands in. Every pattern is linear in the length of the text. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\bbot\d+(?::|%3A)[^/\s"']+/gi, `bot${MASK}`],
  [/(?<!\d)\d{6,}(?::|%3A)[A-Za-z0-9_-]{30,}/gi, MASK],
  [
    /\b((?:proxy-)?authorization|(?:set-)?cookie)([\\"']{0,2}\s{0,3}[:=]\s{0,3}[\\"']{0,2})[^\r\n"'\\]+/gi,
    `$1$2${MASK}`,
  ],
  [/\b(Bearer|Basic)\s{1,3}(?=[\w.~+/=-]*[\d=])[\w.~+/=-]{8,}/gi, `$1 ${MASK}`],
  [/\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/g, MASK],
  [/([?&](?:code|key|sig|signature|auth|access|refresh|session|sid|state)=)[^\s&#"']+/gi, `$1${MASK}`],
  [
    /\b((?:postgres|postgresql|redis|rediss|mysql|amqp|amqps|mongodb|mongodb\+srv):\/\/[^\s:/@]{0,200}):\S{1,500}@/gi,
    `$1:${MASK}@`,
  ],
  [/(:\/\/[^\s:/@?#]{0,200}):[^\s/?#]{1,500}@/g, `$1:${MASK}@`],
];

const NAMED = new RegExp(
  String.raw`((?:${SECRET_NAMES})s?[\\"']{0,2}\s{0,3}[:=]\s{0,3}(?!null\b|undefined\b|true\b|false\b))` +
    String.raw`(\\"[^"\\]*|"(?:[^"\\]|\\.)*|'(?:[^'\\]|\\.)*|[^\s&,;"'}\\)]+)`,
  'gi',
);

/** The text without secrets; with `phones`, also with every phone number cut to its last two digits. */
export const redactText = (text: string, phones: boolean): string => {
  let clean = text;
  for (const [pattern, replacement] of PATTERNS) clean = clean.replace(pattern, replacement);
  clean = clean.replace(
    NAMED,
    (_, head: string, value: string) => `${head}${/^\\?["']/.exec(value) ?? ''}${MASK}`,
  );
  return phones ? maskPhones(clean) : clean;
};

/**
 * Plain JSON data without secrets, at any depth: by the name of the key and by the look of the value.
 * Overlong texts are cut.
 */
export const redact = (value: unknown, phones: boolean, key = ''): unknown => {
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (isSecret(key, value)) return MASK;
  if (phones && PHONE_KEY.test(key) && typeof value !== 'object') return lastTwo(String(value));
  if (typeof value === 'string') {
    const isId = ID_KEY.test(key) && /^-?\d+$/.test(value);
    return shorten(redactText(shorten(value, LONGEST_READ), phones && !isId), LONGEST_KEPT);
  }
  if (Array.isArray(value)) return value.map((item) => redact(item, phones, key));
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [redactText(name, phones), redact(inner, phones, name)]),
  );
};

/** A count such as `total_tokens: 12` is no secret; a number under a singular name, such as a code, is. */
const isSecret = (key: string, value: unknown): boolean => {
  const found = SECRET_KEY.exec(key);
  return found !== null && !(found[1] !== undefined && typeof value === 'number');
};
