import type { Check } from '../health.ts';

/** Below this no upload is taken any more. */
const LOW_BYTES = 1024 ** 3;

/** The disk under the data folder. */
export const storageCheck = ({ freeBytes }: { freeBytes: () => Promise<number> }): Check => ({
  part: 'storage',
  look: async () => {
    const free = await freeBytes();
    const low = free < LOW_BYTES;
    return [
      {
        part: 'storage',
        name: null,
        state: low ? 'degraded' : 'ok',
        facts: { free_bytes: free },
        cure: low ? 'free_disk' : null,
      },
    ];
  },
});
