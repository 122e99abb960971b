import { type ImportFile, TABLE_READERS } from '#modules/catalogue/index.ts';

/** The readers of every format that goods come in. */
export const READERS: Readonly<Record<ImportFile['format'], URL>> = {
  ...TABLE_READERS,
  json: new URL('./integrations/onec/json-reader.ts', import.meta.url),
};
