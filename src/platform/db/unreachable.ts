import { messageOf } from '#kernel/errors.ts';

/**
 * The error of a first connection to DATABASE_URL that failed, in words: what happened and what to do.
 * It never holds the address itself, for that has a password in it.
 */
export const unreachable = (error: unknown): Error => {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  // The driver's own words help; but those of a malformed address carry the address along.
  if (code === 'ERR_INVALID_URL')
    return new Error(
      'DATABASE_URL is not an address. Write it as postgres://user:password@host:5432/database, ' +
        'with special characters of the password percent-encoded.',
    );
  const reason = messageOf(error) || code;
  const cure = CURES.find(([pattern]) => pattern.test(code) || pattern.test(reason))?.[1] ?? LOOK;
  return new Error(`The database of DATABASE_URL cannot be reached: ${reason}.\n${cure}`, { cause: error });
};

const LOOK = 'Look into the log of the PostgreSQL server, and check DATABASE_URL.';

/** By SQLSTATE, by code of the system, or by the driver's message. */
const CURES: [RegExp, string][] = [
  [
    /^(ECONNREFUSED|ENOENT)$/,
    'Nobody listens there: start PostgreSQL, or correct the host and port in DATABASE_URL.',
  ],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'The host name is not known: correct the host in DATABASE_URL, or the DNS.'],
  [
    /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$|timeout/i,
    'Nobody answers there: check the host and port in DATABASE_URL, and the firewall in between.',
  ],
  [/^3D000$/, 'Create the database with CREATE DATABASE, or correct its name at the end of DATABASE_URL.'],
  [
    /^(28P01|28000)$|password must be a string/,
    'Correct the user and password in DATABASE_URL, or let this user in (pg_hba.conf, ALTER ROLE … PASSWORD).',
  ],
  [/^53300$/, 'The server has no connection left: raise its max_connections, or lower DATABASE_POOL_SIZE.'],
  [/SSL|certificate/i, 'Set sslmode in DATABASE_URL as the server wants it.'],
];
