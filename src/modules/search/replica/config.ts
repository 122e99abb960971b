import { defineSlice, setting } from '#platform/config/slice.ts';

/** The index of the search in the memory of a replica. */
export const searchSlice = defineSlice({
  title: 'Search',
  settings: {
    SEARCH_MEMORY_MB: {
      schema: setting.whole(1024, { min: 0, max: 1_000_000 }),
      about:
        'Megabytes that the search index of one process may take, about one per two thousand products. A larger catalogue is searched in the database, which is slower and needs a process with the role worker; 0: always there.',
      example: '1024',
    },
  },
  build: ({ SEARCH_MEMORY_MB }) => ({ memoryMb: SEARCH_MEMORY_MB }),
});
