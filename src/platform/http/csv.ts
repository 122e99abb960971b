import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { FastifyReply } from 'fastify';

/** A cell of a table; dates are written as ISO 8601. */
export type Cell = string | number | boolean | Date | null;

/**
 * Answers with a table as CSV (RFC 4180, UTF-8 with BOM so that spreadsheets read it), row by row as they come.
 * What a spreadsheet would take for a formula is written as text. An error before the first row is thrown.
 */
export const sendCsv = async (
  reply: FastifyReply,
  { name, header, rows }: { name: string; header: readonly string[]; rows: AsyncIterable<readonly Cell[]> },
): Promise<FastifyReply> => {
  const all = rows[Symbol.asyncIterator]();
  // What fails before the first row still has a status to be told by.
  const first = await all.next();
  reply.hijack();
  const { raw } = reply;
  for (const [key, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) raw.setHeader(key, value);
  raw.writeHead(200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}.csv"`,
    'cache-control': 'no-store',
  });
  const table = stringify({
    header: true,
    columns: [...header],
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { date: (date) => date.toISOString(), boolean: (value) => String(value) },
  });
  await pipeline(restOf(all, first), table, raw).catch((error: unknown) => {
    reply.log.warn({ err: error }, 'a table was not sent to its end');
    raw.destroy();
  });
  return reply;
};

async function* restOf<Row>(rows: AsyncIterator<Row>, first: IteratorResult<Row>): AsyncGenerator<Row> {
  try {
    for (let next = first; !next.done; next = await rows.next()) yield next.value;
  } finally {
    await rows.return?.();
  }
}
