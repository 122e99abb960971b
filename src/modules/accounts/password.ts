import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { AppError } from '#kernel/errors.ts';
import { WORST_PASSWORDS } from './texts.ts';

/** OWASP Password Storage Cheat Sheet, 2025: argon2id, 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Hashings at one time: each takes a thread of the pool and 19 MiB. */
const AT_ONCE = 2;
/** Hashings that wait; the next are refused, because nobody would wait for their answer. */
const MAX_WAITING = 200;

const MIN_CHARACTERS = 8;
const MAX_CHARACTERS = 200;

interface Cost {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** Whether a password fits a stored hash; `stale`: it should be hashed anew with today's cost. */
export interface Verdict {
  readonly right: boolean;
  readonly stale: boolean;
}

/** Hashes passwords off the main thread. Stored form: a PHC string. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** With null as the stored hash it takes the same time and is never right. */
  verify(password: string, stored: string | null): Promise<Verdict>;
}

export const createPasswords = ({ cost = COST }: { cost?: Cost } = {}): Passwords => {
  const inTurn = createQueue();
  const nobodys = hashed(randomBytes(16).toString('hex'), randomBytes(SALT_BYTES), cost).then((hash) =>
    phcOf(cost, randomBytes(SALT_BYTES), hash),
  );

  return {
    hash: async (password) => {
      const salt = randomBytes(SALT_BYTES);
      return phcOf(cost, salt, await inTurn(() => hashed(password, salt, cost)));
    },
    verify: async (password, stored) => {
      const { salt, hash, ...used } = partsOf(stored ?? (await nobodys));
      const given = await inTurn(() => hashed(password, salt, used));
      const right = stored !== null && given.length === hash.length && timingSafeEqual(given, hash);
      return { right, stale: right && !sameCost(used, cost) };
    },
  };
};

/** Why a new password cannot be used. */
export type PasswordProblem = 'too_short' | 'too_long' | 'like_login' | 'too_common';

/** AppError `invalid` for a new password that cannot be used. */
export const assertGoodPassword = (password: string, login: string): void => {
  const problem = problemOf(password, login);
  if (problem)
    throw new AppError('invalid', 'the password cannot be used', {
      fields: [{ path: 'password', issue: problem }],
    });
};

/** What is wrong with a new password: too short, too long, the login itself, or among the first to be guessed. */
export const problemOf = (password: string, login: string): PasswordProblem | undefined => {
  const text = password.normalize('NFKC');
  const { length } = [...text];
  const folded = text.trim().toLowerCase();
  if (length < MIN_CHARACTERS) return 'too_short';
  if (length > MAX_CHARACTERS) return 'too_long';
  if (folded === login || isPhone(folded, login)) return 'like_login';
  return WORST_PASSWORDS.has(folded) || /^(.)\1*$/u.test(folded) ? 'too_common' : undefined;
};

/** The login is a phone, and so is the password: the same one, however it is written. */
const isPhone = (password: string, login: string): boolean =>
  login.startsWith('+') &&
  /^[\d\s()+-]+$/.test(password) &&
  password.replace(/\D/g, '').slice(-10) === login.slice(-10);

const deriveKey = promisify(argon2);

const hashed = (password: string, salt: Buffer, cost: Cost): Promise<Buffer> =>
  deriveKey('argon2id', {
    message: password.normalize('NFKC'),
    nonce: salt,
    tagLength: HASH_BYTES,
    ...cost,
  });

const phcOf = ({ memory, passes, parallelism }: Cost, salt: Buffer, hash: Buffer): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`;

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;

const partsOf = (phc: string): Cost & { readonly salt: Buffer; readonly hash: Buffer } => {
  const [, memory, passes, parallelism, salt = '', hash = ''] = PHC.exec(phc) ?? [];
  if (!memory || !passes || !parallelism) throw new Error('a stored password hash has an unknown form');
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
};

const sameCost = (a: Cost, b: Cost): boolean =>
  a.memory === b.memory && a.passes === b.passes && a.parallelism === b.parallelism;

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** Runs work in the order of asking, at most so much at once. */
const createQueue = () => {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (waiting.length >= MAX_WAITING)
      throw new AppError('unavailable', 'too many people log in at this moment', { retryAfter: 5 });
    if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
};
