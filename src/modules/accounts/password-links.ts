import { AppError, messageOf } from '#kernel/errors.ts';
import { newSecret } from '#kernel/ids.ts';
import type { Locale } from '#kernel/locale.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Clock } from '#kernel/time.ts';
import type { Actor } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { People } from '#modules/people/index.ts';
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

/** A one-time link to the page where a password is chosen. */
export interface PasswordLink {
  readonly token: string;
  readonly url: string;
}

/** Forgotten passwords: a link said in a linked chat lets its reader set a new one. */
export const createPasswordLinks = ({
  db,
  passwords,
  attempts,
  sessions,
  audit,
  say,
  panelUrl,
  people,
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
  people: Pick<People, 'rolesNow'>;
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
      if (!account) return;
      const whose = await ownerOf(tx, account);
      if (whose === 'nobody') return;
      const personId = account.person_id;
      const token = newSecret();
      if (!(await keep(tx, personId, token))) return;
      // After the #, so that neither our log nor a server on the way sees it.
      const link = whose === 'employee' ? `${panelUrl()}/admin/reset#${token}` : linkOfCustomer(token);
      const words = whose === 'employee' ? 'resetLink' : 'ownLink';
      const text = { ru: texts.ru[words](link), en: texts.en[words](link) };
      if (!(await say(tx, { personId, text, secret: true })))
        throw new Error('the person has no chat with us');
      await note(tx, from, 'account.password_link', personId);
    });

  /** Makes a link count; false when there were too many within an hour. The account is locked. */
  const keep = async (tx: Tx, personId: string, token: string): Promise<boolean> => {
    const { count } = await tx
      .selectFrom('password_links')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('person_id', '=', personId)
      .where('expires_at', '>', new Date(clock.now() + LIFE_MS - HOUR_MS))
      .executeTakeFirstOrThrow();
    if (count >= MAX_LINKS) return false;
    await tx
      .insertInto('password_links')
      .values({
        token_hash: hashOf(token),
        person_id: personId,
        expires_at: new Date(clock.now() + LIFE_MS),
      })
      .execute();
    return true;
  };

  /** A link to say in a chat of its owner's; it counts once `keepLink` has kept it. After the #: no log sees it. */
  const newLink = (): PasswordLink => {
    const token = newSecret();
    return { token, url: linkOfCustomer(token) };
  };

  const linkOfCustomer = (token: string): string => `${panelUrl()}/password#${token}`;

  /** Makes a link count for somebody who speaks in a chat of theirs. */
  const keepLink = async (
    tx: Tx,
    by: Actor & { readonly personId: string },
    { token }: Pick<PasswordLink, 'token'>,
  ): Promise<Result<undefined, 'too_many' | 'no_account'>> => {
    const account = await lockAccount(tx, by.personId);
    if (!account || mayNotEnter(account, new Date(clock.now()))) return refuse('no_account');
    if (!(await keep(tx, by.personId, token))) return refuse('too_many');
    await audit.record(tx, {
      by,
      action: 'account.password_link',
      subject: { kind: 'account', id: by.personId },
    });
    return ok(undefined);
  };

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
    if (!found || (await ownerOf(db, found)) === 'nobody') throw missing();
    assertGoodPassword(password, found.login);
    const hash = await passwords.hash(password);
    const personId = found.person_id;
    await db.transaction().execute(async (tx) => {
      // While it was hashed the link may have been used, and its owner blocked or dismissed.
      const account = await lockAccount(tx, personId);
      const whose = account && (await ownerOf(tx, account));
      if (!whose || whose === 'nobody' || !(await linkOf(tx, token))) throw missing();
      await tx
        .updateTable('accounts')
        .set({ password_hash: hash, password_changed_at: new Date(clock.now()), must_change: false })
        .where('person_id', '=', personId)
        .execute();
      await tx.deleteFrom('password_links').where('person_id', '=', personId).execute();
      await sessions.endAll(tx, personId);
      await attempts.clear(tx, ['login', 'password'], personId);
      if (whose === 'customer') {
        const text = { ru: texts.ru.passwordSet, en: texts.en.passwordSet };
        await say(tx, { personId, text, secret: true });
      }
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

  /** Whose an account is: `nobody`'s when they are blocked, erased or dismissed. */
  const ownerOf = async (
    from: Database,
    account: AccountRow,
  ): Promise<'employee' | 'customer' | 'nobody'> => {
    if (mayNotEnter(account, new Date(clock.now()))) return 'nobody';
    const roles = account.roles.length > 0 ? account.roles : await people.rolesNow(from, account.person_id);
    if (roles.length > 0) return 'employee';
    return account.customer || account.login.startsWith('+') ? 'customer' : 'nobody';
  };

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

  return { requestPasswordLink, usePasswordLink, newLink, keepLink, settled, sweep };
};
