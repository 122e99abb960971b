import { AppError } from '#kernel/errors.ts';
import { type Locale, localeOf } from '#kernel/locale.ts';
import { type Clock, pause } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Channel, ChannelStatus, Menus, SetUpStep } from './channel.ts';
import { type InboxFigures, inboxFigures } from './inbox-figures.ts';
import { type Diagnosis, diagnose } from './inbox-health.ts';
import { texts } from './texts.ts';

/** Milliseconds that a messenger may take to tell how it fares. */
const PATIENCE_MS = 3_000;
/** Milliseconds for which its answer, or its silence, is remembered. */
const FRESH_MS = 10_000;

/** An inbox as the panel shows it. */
export interface InboxState extends InboxFigures, Diagnosis {
  /** This office speaks for it. */
  readonly configured: boolean;
  /** The setting that would switch it on. */
  readonly needs: string | null;
  /** Null when it is off, or its messenger did not answer in time. */
  readonly status: ChannelStatus | null;
  readonly canSetUp: boolean;
}

/** Says something in a conversation and tells its viewers; answers the id of the message. */
export type Say = (tx: Tx, said: { conversationId: string; text: string }) => Promise<number>;

export type Inboxes = ReturnType<typeof createInboxes>;

/** Inboxes: how each fares, a test message, and setting one up again. */
export const createInboxes = ({
  db,
  channels,
  absent,
  menus,
  say,
  due,
  audit,
  clock,
  patienceMs = PATIENCE_MS,
}: {
  db: Database;
  channels: readonly Channel[];
  /** Channels that are not configured, and the setting that each needs. */
  absent: readonly { readonly inbox: string; readonly name: string; readonly needs: string }[];
  menus: () => Menus;
  say: Say;
  due: (conversationId: string) => void;
  audit: Audit;
  clock: Clock;
  patienceMs?: number;
}) => {
  const answers = new Map<
    string,
    { readonly at: number; readonly status: Promise<ChannelStatus | undefined> }
  >();

  /** Every inbox that is configured, could be, or once was; by name. */
  const list = async (by: Actor): Promise<readonly InboxState[]> => {
    assertMay(by, 'inboxes.read');
    const known = new Map((await inboxFigures(db)).map((figures) => [figures.id, figures]));
    const states = new Map<string, Promise<InboxState>>();
    for (const channel of channels) {
      const { inbox, name } = channel;
      states.set(inbox, stateOf(channel, known.get(inbox) ?? noFigures(inbox, name)));
    }
    for (const { inbox, name, needs } of absent)
      if (!states.has(inbox)) states.set(inbox, off(known.get(inbox) ?? noFigures(inbox, name), needs));
    for (const [id, figures] of known) if (!states.has(id)) states.set(id, off(figures, null));
    const all = await Promise.all(states.values());
    return all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  };

  const stateOf = async (channel: Channel, figures: InboxFigures): Promise<InboxState> => {
    const status = await ask(channel);
    return {
      ...figures,
      ...diagnose(status, figures, clock.now()),
      configured: true,
      needs: null,
      status: status ?? null,
      canSetUp: channel.setUp !== undefined,
    };
  };

  /** A messenger that is slow or gone must not hold up the page: its silence is an answer as well. */
  const ask = (channel: Channel): Promise<ChannelStatus | undefined> => {
    const answer = answers.get(channel.inbox);
    if (answer && clock.now() - answer.at < FRESH_MS) return answer.status;
    const answered = new AbortController();
    const status = Promise.race([
      (channel.status?.() ?? Promise.resolve(undefined)).catch(() => undefined),
      pause(patienceMs, answered.signal).then(() => undefined),
    ]).finally(() => answered.abort());
    answers.set(channel.inbox, { at: clock.now(), status });
    return status;
  };

  /**
   * Sends a short text into a conversation of the inbox; answers the id of the message, whose delivery tells
   * how it went. AppError `missing`, `conflict` when the inbox is off, `invalid` when the conversation is elsewhere.
   */
  const test = async (by: Actor, inbox: string, conversationId: string): Promise<number> => {
    assertMay(by, 'inboxes.work');
    await channelOf(inbox);
    const id = await db.transaction().execute(async (tx) => {
      const text = texts[await localeIn(tx, inbox, conversationId)].testMessage;
      const message = await say(tx, { conversationId, text });
      const subject = { kind: 'inbox', id: inbox };
      await audit.record(tx, {
        by,
        action: 'inboxes.test',
        subject,
        after: { conversation: conversationId },
      });
      return message;
    });
    due(conversationId);
    return id;
  };

  /** Tells the messenger once more what it must know; AppError `missing`, or `conflict` when there is nothing to tell. */
  const setUp = async (by: Actor, inbox: string): Promise<readonly SetUpStep[]> => {
    assertMay(by, 'inboxes.work');
    const channel = await channelOf(inbox);
    if (!channel.setUp) throw new AppError('conflict', 'this channel needs no set-up');
    const steps = await channel.setUp(menus());
    answers.delete(inbox);
    const outcome = steps.some((step) => step.outcome === 'refused') ? 'refused' : 'done';
    const subject = { kind: 'inbox', id: inbox };
    await db
      .transaction()
      .execute((tx) => audit.record(tx, { by, action: 'inboxes.setUp', outcome, subject, after: { steps } }));
    return steps;
  };

  const channelOf = async (inbox: string): Promise<Channel> => {
    const channel = channels.find((one) => one.inbox === inbox);
    if (channel) return channel;
    const isKnown =
      absent.some((one) => one.inbox === inbox) ||
      (await db.selectFrom('inboxes').select('id').where('id', '=', inbox).executeTakeFirst());
    throw isKnown
      ? new AppError('conflict', 'the inbox is off')
      : new AppError('missing', 'there is no such inbox');
  };

  return { list, test, setUp };
};

/** The language that a person of the conversation reads. */
const localeIn = async (tx: Tx, inbox: string, conversationId: string): Promise<Locale> => {
  const row = await tx
    .selectFrom('conversations as c')
    .leftJoin('people as p', 'p.id', 'c.person_id')
    .select(['c.inbox_id', 'c.language', 'p.locale'])
    .where('c.id', '=', conversationId)
    .executeTakeFirst();
  if (row?.inbox_id === inbox) return localeOf(row.locale ?? row.language);
  const fields = [{ path: 'conversation_id', issue: 'not a conversation of this inbox' }];
  throw new AppError('invalid', 'there is no such conversation in this inbox', { fields });
};

const off = async (figures: InboxFigures, needs: string | null): Promise<InboxState> => ({
  ...figures,
  health: 'off',
  cure: needs === null ? 'not_configured' : 'needs_setting',
  configured: false,
  needs,
  status: null,
  canSetUp: false,
});

const noFigures = (id: string, channel: string): InboxFigures => ({
  id,
  channel,
  conversations: 0,
  lastHeardAt: null,
  lastDeliveredAt: null,
  waiting: 0,
  waitingSeconds: 0,
  unsent: 0,
  failed: 0,
});
