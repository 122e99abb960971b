import { createHash } from 'node:crypto';
import type pg from 'pg';

/** Statements a connection keeps planned; further ones are planned each time. */
const MOST = 300;
/** A statement is worth keeping when it comes again. */
const WORTHY = 2;

/** The plan of these hangs on what is asked: pages and patterns of lists. One plan for all would be a bad one. */
const PLANNED_EACH_TIME = /\b(offset|i?like)\b/i;
/** Seen after a migration by a replica that runs on: its kept plan answers other columns than the table has now. */
const OUTDATED = /^cached plan must not change result type/;

type Query = (text: unknown, values?: unknown, done?: unknown) => Promise<unknown>;

/**
 * Lets a connection keep the plans of parametrised statements, as named prepared statements: planning was
 * nearly half of the database's work for a turn. A plan that a migration has outdated fails once and is made anew.
 */
export const keepPlans = (client: pg.ClientBase): void => {
  const query = client.query.bind(client) as Query;
  const seen = new Map<string, { times: number; generation: number; name: string }>();

  const planOf = (text: string) => {
    const known = seen.get(text);
    if (known) return known;
    if (seen.size >= MOST || PLANNED_EACH_TIME.test(text)) return undefined;
    const plan = { times: 0, generation: 0, name: createHash('sha1').update(text).digest('hex') };
    seen.set(text, plan);
    return plan;
  };

  const kept: Query = (text, values, done) => {
    const hasValues = Array.isArray(values) && values.length > 0;
    const plan = typeof text === 'string' && hasValues && !done ? planOf(text) : undefined;
    if (!plan || ++plan.times < WORTHY) return query(text, values, done);
    return query({ name: `${plan.name}_${plan.generation}`, text, values }).catch((error: unknown) => {
      if (error instanceof Error && OUTDATED.test(error.message)) plan.generation++;
      throw error;
    });
  };
  Object.assign(client, { query: kept });
};
