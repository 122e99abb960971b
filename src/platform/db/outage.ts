import { OuterError } from '#kernel/errors.ts';

/**
 * Whether the database itself failed (gone, restarting, full, too busy) rather than the statement:
 * the same work will do later. By SQLSTATE class, or by the driver's connection errors.
 */
export const isOutage = (error: unknown): boolean => {
  if (error instanceof OuterError || !(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]{4}$/.test(code)) return OUTAGE_STATES.test(code);
  // A missing file is a fault of whoever opened it; a missing socket has an address, not a path.
  if ('path' in error) return false;
  return OUTAGE_CODES.has(code) || OUTAGE_MESSAGES.test(error.message);
};

/**
 * Connection, resources (disk full, too many clients), operator intervention, read-only, system error,
 * internal, waiting too long for a lock, staying too long in a transaction.
 */
const OUTAGE_STATES = /^(08|53|57P|57014|58|25006|XX000|40001|40P01|55P03|25P03)/;

const OUTAGE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENOTFOUND',
  'ENOSPC',
]);

/** pg reports these without a code. */
const OUTAGE_MESSAGES =
  /Connection terminated|timeout expired|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout|the database system is/i;
