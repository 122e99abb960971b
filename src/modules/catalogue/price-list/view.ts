import { z } from 'zod';
import type { Table } from './detect.ts';
import type { Decision } from './price-lists.ts';
import { CHARSETS, Mapping, SEPARATORS } from './reading.ts';

/** The shapes of tables in the panel's HTTP API. */

export const TableView = z.object({
  charset: z.enum(CHARSETS).nullable().describe('Of CSV'),
  separator: z.enum(SEPARATORS).nullable().describe('Of CSV'),
  sheet: z.string().nullable().describe('Of a workbook'),
  sheets: z.array(z.string()).optional().describe('Of a workbook, the visible ones'),
  header_row: z.int().describe('Line or row of the names; 0: there are none'),
  columns: z.array(z.object({ index: z.int(), name: z.string(), sample: z.array(z.string()) })),
  mapping: z
    .record(z.string(), z.int())
    .describe('Columns by field; `prices.<type>` and `stocks.<warehouse>` are fields, too'),
  group_rows: z.boolean().describe('Rows with a name alone are the category of the rows below'),
  category_separator: z.string().nullable().describe('Null: seen in every cell'),
  price_type: z
    .string()
    .nullable()
    .describe('Which price type is the usual price where no column is `price`'),
  rows_estimate: z.int(),
});

export const DecisionBody = z.strictObject({
  charset: z.enum(CHARSETS).optional(),
  separator: z.enum(SEPARATORS).optional(),
  sheet: z.string().min(1).max(255).optional(),
  header_row: z.int().min(0).max(1_048_576).optional(),
  mapping: Mapping.optional(),
  group_rows: z.boolean().optional(),
  category_separator: z.string().min(1).max(5).optional(),
  price_type: z.string().min(1).max(100).optional(),
  full_load: z.boolean().optional().describe('The whole catalogue: what it lacks is hidden'),
  skip_bad: z.boolean().optional().describe('false: one bad row refuses the whole load'),
});

/** A table as the API tells it. */
export const tableView = ({ reading, columns, sheets, rowsEstimate }: Table): z.input<typeof TableView> => ({
  charset: reading.charset ?? null,
  separator: reading.separator ?? null,
  sheet: reading.sheet ?? null,
  ...(sheets && { sheets: [...sheets] }),
  header_row: reading.headerRow,
  columns: columns.map(({ sample, ...column }) => ({ ...column, sample: [...sample] })),
  mapping: reading.mapping,
  group_rows: reading.groupRows ?? false,
  category_separator: reading.categorySeparator ?? null,
  price_type: reading.priceType ?? null,
  rows_estimate: rowsEstimate,
});

/** What a body decides. */
export const decisionOf = (body: z.output<typeof DecisionBody>): Decision => ({
  charset: body.charset,
  separator: body.separator,
  sheet: body.sheet,
  headerRow: body.header_row,
  mapping: body.mapping,
  groupRows: body.group_rows,
  categorySeparator: body.category_separator,
  priceType: body.price_type,
  fullLoad: body.full_load,
  skipBad: body.skip_bad,
});
