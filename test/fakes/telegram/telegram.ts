import { createActions } from './actions.ts';
import { createVirtualClock, type VirtualClock } from './clock.ts';
import { ControlError } from './control-error.ts';
import { createDispatch, type Dispatch } from './dispatch.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFiles, type Files } from './files.ts';
import { createLimits, type Limits } from './limits.ts';
import { createMembers, type Members } from './members.ts';
import { createMessages } from './messages.ts';
import { createCallbackMethods } from './methods/callbacks.ts';
import { createChatMethods } from './methods/chats.ts';
import { createCopyMethods } from './methods/copy.ts';
import { createEditMethods } from './methods/edit.ts';
import { createFileMethods } from './methods/files.ts';
import { createProfileMethods } from './methods/profile.ts';
import { createSendMethods } from './methods/send.ts';
import { createUpdateMethods } from './methods/updates.ts';
import type { Bot } from './model.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { Refusal } from './refusal.ts';
import { createWorld, type World } from './world.ts';

export interface TelegramOptions {
  /** Switches the rate limits on; off by default, so that stories need not wait. */
  readonly limits?: boolean;
  /** Behaves as a self-hosted server in local mode: webhooks over plain http to any address. */
  readonly local?: boolean;
  /** Remembers at least this many calls, webhook attempts and button presses, and this many messages of each chat. */
  readonly keep?: number;
  /** Time moves only through the control API, so that nothing depends on how fast a test runs. */
  readonly frozen?: boolean;
  /** Virtual seconds that one second of webhook retry delay lasts; 0.01 unless told otherwise. */
  readonly webhookTimeScale?: number;
}

/** Telegram without its network: the parts the HTTP server and the control API are made of. */
export interface Telegram {
  readonly world: World;
  readonly dispatch: Dispatch;
  readonly actions: ReturnType<typeof createActions>;
  readonly members: Members;
  readonly files: Files;
  readonly outbox: Outbox;
  readonly faults: Faults;
  readonly limits: Limits;
  readonly clock: VirtualClock;
  readonly settings: { local: boolean; webhookTimeScale: number };
  botOf(id: number | undefined): Bot;
  /** Makes a token valid or not; a waiting poll ends with 401. */
  revoke(bot: Bot, revoked: boolean): void;
  /** Forgets everything but the clock and the numbering of calls. */
  reset(): void;
  stop(): void;
}

export function createTelegram(options: TelegramOptions = {}): Telegram {
  const { keep = Number.POSITIVE_INFINITY } = options;
  const settings = { local: options.local ?? false, webhookTimeScale: options.webhookTimeScale ?? 0.01 };
  const clock = createVirtualClock(options.frozen);
  const outbox = createOutbox(keep);
  const faults = createFaults();
  const files = createFiles(clock);
  const limits = createLimits(clock, options.limits ?? false);
  const messages = createMessages(clock, keep);
  const world = createWorld(clock, { timeScale: () => settings.webhookTimeScale, keep }, (bot, body) => {
    void dispatch.callFromWebhook(bot, body);
  });

  const methodDeps = { world, messages, files, limits, clock, isLocal: () => settings.local };
  const handlers = {
    ...createUpdateMethods(methodDeps),
    ...createProfileMethods(methodDeps),
    ...createSendMethods(methodDeps),
    ...createEditMethods(methodDeps),
    ...createCopyMethods(methodDeps),
    ...createCallbackMethods(methodDeps),
    ...createChatMethods(methodDeps),
    ...createFileMethods(methodDeps),
  };
  const dispatch = createDispatch({ handlers, faults, outbox, clock });

  const botOf = (id: number | undefined): Bot => {
    const [first] = world.bots.values();
    const bot = id === undefined ? first : world.bots.get(id);
    if (!bot) throw new ControlError(404, id === undefined ? 'there is no bot yet' : `no bot ${id}`);
    return bot;
  };
  const members = createMembers({ world, messages, clock, botOf });
  const actions = createActions({ world, messages, files, clock, keep, botOf, unblock: members.unblock });
  const endPolls = () => {
    for (const bot of world.bots.values()) bot.polling.end(new Refusal(401, 'Unauthorized'));
  };

  return {
    world,
    dispatch,
    actions,
    members,
    files,
    outbox,
    faults,
    limits,
    clock,
    settings,
    botOf,
    revoke(bot, revoked) {
      bot.revoked = revoked;
      if (revoked) bot.polling.end(new Refusal(401, 'Unauthorized'));
    },
    reset() {
      endPolls();
      world.clear();
      outbox.clear();
      faults.clear();
      files.clear();
      limits.reset();
    },
    stop() {
      endPolls();
      for (const bot of world.bots.values()) bot.webhook.stop();
      outbox.clear();
      clock.stop();
    },
  };
}
