import { AppError, messageOf } from '#kernel/errors.ts';
import { newSecret } from '#kernel/ids.ts';
import type { Locale } from '#kernel/locale.ts';
import type { Clock } from '#kernel/time.ts';
import type { Actor } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import type { Attempts } from './attempts.ts';
import { hashOf } from './keys.ts';
import type { Stranger } from './log-in.ts';
import { nameTyped } from './login-name.ts';
import { assertGoodPassword, type Passwords } from './password.ts';
import { mayNotEnter, type Sessions } from './sessions.ts';
import { type AccountRow, accountOf, findAccount, lockAccount } from './store.ts';
import { texts } from './texts.ts';

const LIFE_MS = 30 * 60_000;
/** Links for one account within an hour. */
const MAX_LINKS = 3;
const HOUR_MS = 3_600_000;

/** Says something in the person's own private chats; false when there is none. `secret`: shown to nobody else. */
export type Say = (
  tx: Tx,
  words: { personId: string; text: Readonly<Record<Locale, string>>; secret: true },
) => Promise<boolean>;

/** Forgotten passwords: a link said in a linked chat lets its reader set a new one. */
export const createPasswordLinks = ({
  db,
  passwords,
  attempts,
  sessions,
  audit,
  say,
  panelUrl,
  clock,
  log,
}: {
  db: Database;
  passwords: Passwords;
  attempts: Attempts;
  sessions: Sessions;
  audit: Audit;
  say: Say;
  panelUrl: () => string;
  clock: Clock;
  log: Log;
}) => {
  const running = new Set<Promise<void>>();

  /** Returns at once, so that nobody learns from the answer or its time whether there is such an account. */
  const requestPasswordLink = ({ login }: { login: string }, from: Stranger): void => {
    const work = makeLink(login, from)
      .catch((error) => log.warn({ reason: messageOf(error) }, 'a password link was not made'))
      .finally(() => running.delete(work));
    running.add(work);
  };

  const makeLink = (login: string, from: Stranger): Promise<void> =>
    db.transaction().execute(async (tx) => {
      const found = await findAccount(tx, nameTyped(login));
      const account = found && (await lockAccount(tx, found.person_id));
      if (!account || isOut(account)) return;
      const personId = account.person_id;
      const { count } = await tx
        .selectFrom('password_links')
        .select((select) => select.fn.countAll<number>().as('count'))
        .where('person_id', '=', personId)
        .where('expires_at', '>', new Date(clock.now() + LIFE_MS - HOUR_MS))
        .executeTakeFirstOrThrow();
      if (count >= MAX_LINKS) return;
      const token = newSecret();
      await tx
        .insertInto('password_links')
        .values({
          token_hash: hashOf(token),
          person_id: personId,
          expires_at: new Date(clock.now() + LIFE_MS),
        })
        .execute();
      // After the #, so that neither our log nor a server on the way sees it.
      const link = `${panelUrl()}/admin/reset#${token}`;
      const text = { ru: texts.ru.resetLink(link), en: texts.en.resetLink(link) };
      if (!(await say(tx, { personId, text, secret: true })))
        throw new Error('the person has no chat with us');
      await note(tx, from, 'account.password_link', personId);
    });

  /**
   * Sets a new password by a link and ends all sessions; the second factor stays. AppError `missing` when the link
   * is wrong, used or too old, `invalid` for a bad password, which leaves the link as it is.
   */
  const usePasswordLink = async (
    { token, password }: { token: string; password: string },
    from: Stranger,
  ): Promise<void> => {
    const missing = () => new AppError('missing', 'this link is wrong, used or too old');
    const link = await linkOf(db, token);
    const found = link && (await accountOf(db, link.person_id));
    if (!found || isOut(found)) throw missing();
    assertGoodPassword(password, found.login);
    const hash = await passwords.hash(password);
    const personId = found.person_id;
    await db.transaction().execute(async (tx) => {
      // While it was hashed the link may have been used, and its owner blocked or dismissed.
      const account = await lockAccount(tx, personId);
      if (!account || isOut(account) || !(await linkOf(tx, token))) throw missing();
      await tx
        .updateTable('accounts')
        .set({ password_hash: hash, password_changed_at: new Date(clock.now()), must_change: false })
        .where('person_id', '=', personId)
        .execute();
      await tx.deleteFrom('password_links').where('person_id', '=', personId).execute();
      await sessions.endAll(tx, personId);
      await attempts.clear(tx, ['login', 'password'], personId);
      await note(tx, from, 'account.password_link_use', personId);
    });
  };

  const linkOf = (from: Database, token: string) =>
    from
      .selectFrom('password_links')
      .select('person_id')
      .where('token_hash', '=', hashOf(token))
      .where('expires_at', '>', new Date(clock.now()))
      .executeTakeFirst();

  /** Blocked, erased or dismissed. */
  const isOut = (account: AccountRow): boolean =>
    account.roles.length === 0 || mayNotEnter(account, new Date(clock.now()));

  const note = (tx: Tx, from: Stranger, action: `account.${string}`, personId: string): Promise<void> => {
    const by: Actor = {
      personId: null,
      roles: [],
      channel: 'panel',
      address: from.address,
      traceId: from.traceId,
    };
    return audit.record(tx, { by, action, subject: { kind: 'account', id: personId } });
  };

  /** Resolves when the links asked for so far are made. */
  const settled = async (): Promise<void> => void (await Promise.all(running));

  /** Links count against the limit for an hour after they were made. */
  const sweep = async (): Promise<void> => {
    await db
      .deleteFrom('password_links')
      .where('expires_at', '<=', new Date(clock.now() + LIFE_MS - HOUR_MS))
      .execute();
  };

  return { requestPasswordLink, usePasswordLink, settled, sweep };
};
