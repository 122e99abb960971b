/** The modules that read price lists in the reading thread. */
export const TABLE_READERS = {
  csv: new URL('./csv-reader.ts', import.meta.url),
  xlsx: new URL('./xlsx-reader.ts', import.meta.url),
} as const;
