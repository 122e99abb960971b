import { sql } from 'kysely';
import { expect, onTestFinished, vi } from 'vitest';
import { type Permission, type Role, theOffice } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import type { Database } from '#platform/db/database.ts';
import { serve } from '#platform/http/testing.ts';
import { panelClient } from '#test/actors/panel.ts';
import { silent, testDatabase } from '#test/database.ts';
import { addAccountRoutes, createAccounts } from './index.ts';

/** For tests: a clock that stands until it is moved. */
export const createTestClock = () => {
  let at = Date.now();
  return {
    now: () => at,
    /** Moves it on by milliseconds. */
    pass: (ms: number) => {
      at += ms;
    },
  };
};

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

let people = 0;

/** For tests: accounts over a real database, behind a real server with one more route to knock at. */
export const openAccounts = async ({ publicUrl }: { publicUrl?: string } = {}) => {
  const database = await testDatabase();
  const { db } = database;
  const clock = createTestClock();
  const said: { readonly personId: string; readonly text: Readonly<Record<'ru' | 'en', string>> }[] = [];
  const chatless = new Set<string>();
  const accounts = createAccounts({
    db,
    audit: createAudit({ clock, log: silent }),
    secretKey: 'a secret key for tests that is long enough',
    publicUrl,
    panelUrl: () => publicUrl ?? 'http://panel.example',
    say: async (_, words) => {
      if (chatless.has(words.personId)) return false;
      said.push(words);
      return true;
    },
    clock,
    log: silent,
  });
  const permission: Permission = 'people.block';
  const served = await serve(
    (http) =>
      void http.register(
        async (scope) => {
          addAccountRoutes(scope, { accounts });
          for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const)
            scope.route({
              method,
              url: '/probe',
              config: { permission },
              handler: async ({ actor }) => ({ actor }),
            });
        },
        { prefix: '/api/v1' },
      ),
    { guards: { ...accounts.guards, metrics: async () => {} } },
  );
  onTestFinished(async () => {
    await served.close();
    await database.close();
  });

  /** A new account; its owner is not logged in yet. */
  const open = async (roles: readonly Role[] = ['administrator']) => {
    people += 1;
    return accounts.openAccount(theOffice, { login: `person${people}`, name: 'Анна Каренина', roles });
  };
  const client = () => panelClient(served.url);

  return {
    db,
    clock,
    accounts,
    said,
    chatless,
    url: served.url,
    open,
    client,
    /** A new account, logged in. */
    enter: async (roles?: readonly Role[]) => {
      const { personId, ...credentials } = await open(roles);
      const panel = client();
      await panel.login(credentials);
      return { ...panel, personId, credentials };
    },
    /** What the journal says was done, oldest first. */
    journal: async () => {
      const rows = await db
        .selectFrom('audit_entries')
        .select(['action', 'outcome', 'actor_id', 'subject_id', 'channel', 'after'])
        .orderBy('seq')
        .execute();
      return rows;
    },
    /** The token of the newest password link that was said. */
    linkToken: async (personId: string) => {
      await accounts.settled();
      const words = said.findLast((one) => one.personId === personId);
      expect(words).toBeDefined();
      return words?.text.en.match(/\/admin\/reset#([\w-]+)/)?.[1] ?? '';
    },
  };
};

export type TestAccounts = Awaited<ReturnType<typeof openAccounts>>;

/** For tests: the body of a refusal, without what differs from one request to the next. */
export const refusal = ({ status, body }: { status: number; body: unknown }) => {
  const { trace_id: _, ...rest } = body as Record<string, unknown>;
  return { status, ...rest };
};

/** For tests: resolves once somebody waits for a lock that the test holds. */
export const somebodyWaits = (db: Database): Promise<void> =>
  soon(async () => {
    const { rows } = await sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
    `.execute(db);
    expect(rows).toHaveLength(1);
  });

/** Milliseconds to wait for something that must happen. */
export const soon = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 10_000, interval: 10 });
