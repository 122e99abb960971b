export type Settings = Readonly<Record<string, string | number | boolean>>;

/** For a small machine that also runs Node; an acknowledged commit is on the disk. */
export const SERVER_SETTINGS: Settings = {
  fsync: true,
  synchronous_commit: true,
  max_connections: 60,
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '512MB',
  // SSDs, where a random page costs little more than the next one.
  random_page_cost: 1.1,
  // Our queries are short: compiling them or sharing them out costs more than it saves.
  jit: false,
  max_parallel_workers_per_gather: 0,
  log_checkpoints: false,
  log_line_prefix: '%m [%p] %a ',
  log_timezone: 'UTC',
  timezone: 'UTC',
};
