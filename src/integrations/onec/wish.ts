import type { Actor } from '#modules/access/index.ts';
import type { ImportWish } from '#modules/catalogue/index.ts';
import type { SpooledBody } from '#platform/http/spool.ts';
import type { OnecConfig } from './config.ts';

/** How bodies of 1C are read, whichever way they came. */
export type ReadingConfig = Pick<OnecConfig, 'categorySeparator' | 'priceType'>;

/** The import of a body; `charset` is what its sender says of it. */
export const wishOf = (
  { path, bytes, hash }: SpooledBody,
  { categorySeparator, priceType }: ReadingConfig,
  from: { source: 'push' | 'pull'; by: Actor; charset: string | undefined },
): ImportWish => ({
  source: from.source,
  by: from.by,
  file: {
    path,
    bytes,
    hash,
    format: 'json',
    reading: {
      ...(from.charset === undefined ? {} : { charset: from.charset }),
      ...(categorySeparator === undefined ? {} : { categorySeparator }),
      ...(priceType === undefined ? {} : { priceType }),
    },
  },
});

/** The charset of a Content-Type, in small letters. */
export const charsetOf = (contentType: string | undefined): string | undefined =>
  /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType ?? '')?.[1]?.toLowerCase();
