import type { Clock } from '#kernel/time.ts';
import type { Audit } from '#modules/audit/index.ts';
import { createPeople, type People } from '#modules/people/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Guard, Guards } from '#platform/http/route-config.ts';
import type { Log } from '#platform/log/log.ts';
import { createAttempts } from './attempts.ts';
import { createChatLogIn } from './chat-log-in.ts';
import { createChatPasswords } from './chat-password.ts';
import { createChats } from './chats.ts';
import { createCsrf } from './csrf.ts';
import { createGuards, panelActor, sessionCookie } from './guards.ts';
import { createKeeping } from './keep-accounts.ts';
import { createKeys, hashOf } from './keys.ts';
import { createLinks } from './link.ts';
import { createLogIn } from './log-in.ts';
import { createOpening } from './open-account.ts';
import { createOwnAccount } from './own-account.ts';
import { createPasswords } from './password.ts';
import { createPasswordLinks, type Say } from './password-links.ts';
import { createPhoneAccounts } from './phone-accounts.ts';
import { createProof } from './proof.ts';
import { createSecondFactor } from './second-factor.ts';
import { createSessions, type Session } from './sessions.ts';

export type Accounts = ReturnType<typeof createAccounts>;

type Request = Parameters<Guard>[0];

/**
 * Access to the panel: accounts, sessions, the second factor, lost passwords, chats linked to an account, and the
 * guards of all permissions.
 */
export const createAccounts = ({
  db,
  audit,
  secretKey,
  publicUrl,
  panelUrl,
  say,
  clock,
  people = createPeople({ clock, configuredRoles: () => [] }),
  log,
}: {
  db: Database;
  audit: Audit;
  secretKey: string;
  /** Where people reach the panel; https makes cookies secure. */
  publicUrl: string | undefined;
  /** The same for links in messages: without a public address the one of this machine. */
  panelUrl: () => string;
  /** How a person is told something in their chats. */
  say: Say;
  clock: Clock;
  /** Absent: no role comes from a phone. */
  people?: People;
  log: Log;
}) => {
  const keys = createKeys(secretKey);
  const passwords = createPasswords();
  const attempts = createAttempts({ db, keys, clock });
  const sessions = createSessions({ db, roles: people.roles, clock });
  const secondFactor = createSecondFactor({ db, keys, clock, log });
  const cookie = sessionCookie({ secure: publicUrl?.startsWith('https:') === true });
  const csrf = createCsrf({ keys, publicUrl });
  const guards: Guards = createGuards({ sessions, cookie, csrf });

  /** The session of a request, whatever its stage. */
  const recognise = async (request: Request): Promise<Session | undefined> => {
    const token = cookie.read(request);
    return token === undefined ? undefined : sessions.recognise(token);
  };

  /** Gives the browser a new token when its own is an hour old. */
  const refresh = async (
    session: Session,
    reply: { header(name: string, value: string): unknown },
  ): Promise<void> => {
    const token = session.due ? await sessions.rotate(session) : undefined;
    if (token !== undefined) reply.header('set-cookie', cookie.bring(token));
  };

  /** Ends the session of a token that its browser replaces by another. */
  const replace = async (token: string, request: Request): Promise<void> => {
    const session = await sessions.recognise(token);
    if (session) await logOut(session, request, { replaced: true });
    else await db.deleteFrom('sessions').where('token_hash', '=', hashOf(token)).execute();
  };

  const logOut = (session: Session, request: Request, after?: object): Promise<void> =>
    db.transaction().execute(async (tx) => {
      const { id: personId } = session.person;
      await sessions.end(tx, { personId, id: session.id });
      if (session.stage === 'open')
        await audit.record(tx, {
          by: panelActor(request, session),
          action: 'account.logout',
          subject: { kind: 'account', id: personId },
          after,
        });
    });

  const logIn = createLogIn({ db, passwords, attempts, sessions, secondFactor, audit, people, clock });
  const opening = createOpening({ db, passwords, audit, clock });
  const proof = createProof({ db, passwords, attempts, audit });
  const keeping = createKeeping({ db, passwords, attempts, sessions, secondFactor, audit, clock });
  const own = createOwnAccount({ db, passwords, proof, sessions, secondFactor, audit, clock });
  const chats = createChats({ db, audit, clock });
  const { sweep: sweepCodes, ...linking } = createLinks({ db, proof, attempts, audit, people, clock });
  const { sweep: sweepLinks, ...passwordLinks } = createPasswordLinks({
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
  });

  const phones = createPhoneAccounts({ people, audit, say, clock });
  const chatLogIn = createChatLogIn({ db, passwords, attempts, people, audit, clock });
  const chatPasswords = createChatPasswords({ passwords, sessions, audit, clock });

  /** Removes what has expired; call it every hour or so. */
  const sweep = async (): Promise<void> => {
    for (const one of [sessions.sweep, attempts.sweep, sweepLinks, sweepCodes]) await one();
  };

  return {
    guards,
    cookie,
    csrf,
    ...logIn,
    ...opening,
    ...keeping,
    ...own,
    ...chats,
    ...linking,
    ...passwordLinks,
    phones,
    chatLogIn,
    chatPasswords,
    recognise,
    recogniseToken: sessions.recognise,
    refresh,
    replace,
    logOut,
    sweep,
  };
};
