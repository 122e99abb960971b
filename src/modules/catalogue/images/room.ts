/** Bytes left where pictures are kept. */
export type FreeBytes = () => Promise<number>;

export const noLimit: FreeBytes = async () => Number.POSITIVE_INFINITY;

/** With less no picture is stored: the database may live on the same disk. */
const MIN_FREE_BYTES = 1024 ** 3;

export const hasRoom = async (freeBytes: FreeBytes): Promise<boolean> =>
  (await freeBytes()) >= MIN_FREE_BYTES;
