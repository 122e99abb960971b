import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Clock } from '#kernel/time.ts';
import { isId } from './subject.ts';

/** How long a link to an attachment opens it. */
const LIVES_MS = 90 * 86_400_000;
const MAC_BYTES = 16;

/** Where the links of attachments lead to, below the address of the office. */
export const LINKS_PATH = '/api/v1/shop/questions/attachments';

export type FileLinks = ReturnType<typeof createFileLinks>;

/**
 * Links by which customers open what the office attached, in whatever messenger they read it: signed, each for one
 * file, for 90 days. `address` is how customers reach the office; undefined: they cannot.
 */
export const createFileLinks = ({
  secretKey,
  address,
  clock,
}: {
  secretKey: string;
  address: () => string | undefined;
  clock: Clock;
}) => {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'kontora questions links', 32));
  const sign = (text: string): Buffer =>
    createHmac('sha256', key).update(text).digest().subarray(0, MAC_BYTES);

  return {
    /** The link to a file; undefined when the office has no address. */
    to: (fileId: string): string | undefined => {
      const base = address()?.replace(/\/+$/, '');
      if (base === undefined) return undefined;
      const what = `${fileId}.${Math.floor((clock.now() + LIVES_MS) / 1_000).toString(36)}`;
      return `${base}${LINKS_PATH}/${what}.${sign(what).toString('base64url')}`;
    },
    /** The file of a token; undefined when it was not made here, or is too old. */
    fileOf: (token: string): string | undefined => {
      const [, what = '', fileId = '', until = '', mac = ''] =
        /^(([0-9a-f-]{36})\.([0-9a-z]{1,8}))\.([\w-]{22})$/.exec(token) ?? [];
      const given = Buffer.from(mac, 'base64url');
      if (given.length !== MAC_BYTES || !timingSafeEqual(given, sign(what))) return undefined;
      return isId(fileId) && Number.parseInt(until, 36) * 1_000 > clock.now() ? fileId : undefined;
    },
  };
};
