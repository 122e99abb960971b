import type { Database, Tx } from '#platform/db/database.ts';

/** An account with what decides whether its person may come in. */
export type AccountRow = NonNullable<Awaited<ReturnType<typeof accountOf>>>;

/** The account of a person. */
export const accountOf = (db: Database, personId: string) =>
  accounts(db).where('a.person_id', '=', personId).executeTakeFirst();

/**
 * The same, locked until the end of the transaction: after people and before everything that belongs to the account,
 * so that a change of what proves its owner and the use of it happen one after the other.
 */
export const lockAccount = async (tx: Tx, personId: string): Promise<AccountRow | undefined> => {
  await tx.selectFrom('accounts').select('login').where('person_id', '=', personId).forUpdate().execute();
  // A statement of its own: it sees what whoever held the lock has committed.
  return accountOf(tx, personId);
};

/** The account of this login, or of the person who has proven this e-mail or phone to be theirs. */
export const findAccount = (db: Database, name: string) =>
  accounts(db)
    // A typed phone may be a login as well: its owner is whoever has proven it.
    .orderBy((order) => order('a.login', '=', name))
    .where((is) =>
      is.or([
        is('a.login', '=', name),
        is(
          'a.person_id',
          'in',
          is
            .selectFrom('identities')
            .select('person_id')
            .where('kind', 'in', ['email', 'phone'])
            .where('value', '=', name)
            .where('verified_at', 'is not', null),
        ),
      ]),
    )
    .executeTakeFirst();

const accounts = (db: Database) =>
  db
    .selectFrom('accounts as a')
    .innerJoin('people as p', 'p.id', 'a.person_id')
    .select([
      'a.person_id',
      'a.login',
      'a.password_hash',
      'a.totp_secret',
      'a.totp_confirmed_at',
      'a.totp_step',
    ])
    .select([
      'p.name',
      'p.locale',
      'p.roles',
      'p.customer',
      'p.blocked_at',
      'p.blocked_until',
      'p.erased_at',
    ]);
