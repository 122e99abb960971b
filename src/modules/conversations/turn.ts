import { localeOf } from '#kernel/locale.ts';
import type { Person } from '#modules/people/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Capabilities } from './channel.ts';
import { compose } from './compose.ts';
import type { AnyOutcome, Dialogue, Effect, Opening, Reply, TurnContext } from './dialogue.ts';
import type { HeardMessage, Held, Standing } from './held.ts';
import { keyboardFor } from './keyboard.ts';
import type { EffectRefused, Plan, TurnResult } from './plan.ts';
import type { Registry } from './registry.ts';
import { type Press, route } from './route.ts';
import type { Input } from './schema.ts';
import { secretEnd } from './secret.ts';
import { speakerOf } from './speaker.ts';
import { texts } from './texts.ts';

/** How often in one turn an effect may be refused, or a dialogue may start another. */
const MAX_HOPS = 5;

/** Decides turns: routes an input, lets the step speak, and composes what the channel can show. */
export const createTurns = ({ registry }: { registry: Registry }) => {
  /**
   * Decides what to do, outside any transaction. `finish` then applies the effects and speaks for the
   * new step; call it inside the turn's transaction when there are effects.
   */
  const decide = async (
    held: Held,
    message: HeardMessage,
    {
      db,
      channel,
      capabilities,
      press,
      warned,
    }: {
      db: Database;
      channel: string;
      capabilities: Capabilities;
      press: Press | undefined;
      /** A blocked person was told so already. */
      warned: boolean;
    },
  ) => {
    const { speaker } = message;
    const turn = contextOf(held, speaker, { db, channel, capabilities, account: message.account });
    const { locale } = turn;
    const running = runningOf(held);
    const lost = held.dialogue !== null && !running;
    const to = route(registry, {
      state: lost ? null : held.dialogue,
      input: message.input,
      press,
      mayStart: (dialogue) => registry.mayStart(dialogue, speaker, held.kind),
      group: held.kind === 'group',
      operated: held.operatorId !== null,
      passedOn: message.passedOn,
      queued: held.queued,
      blocked: message.blockedAt !== null,
    });
    const say = (text: string): Reply => ({ text });
    const barred = running && isBarred(running.dialogue, turn);
    const plan = async (): Promise<Plan> => {
      if (to.to === 'operator') return { dialogue: undefined, outcome: quiet, before: [] };
      if (to.to === 'blocked') {
        const told = warned || held.kind === 'group';
        return { dialogue: undefined, outcome: quiet, before: told ? [] : [say(texts[locale].blocked)] };
      }
      if (to.to === 'leave') {
        const words = held.operatorId === null ? texts[locale].leftQueue : texts[locale].operatorLeft;
        return { ...resume(held, turn, words), leaves: true };
      }
      if (lost && to.to !== 'dialogue' && to.to !== 'cancel')
        return {
          ...(await begin(turn, registry.fallback, { by: 'text', text: '' })),
          before: [say(texts[locale].restarted)],
        };
      if (barred && (to.to === 'step' || to.to === 'stale'))
        return {
          dialogue: undefined,
          outcome: { say: [], effects: [], move: { to: 'end' } },
          before: [say(texts[locale].denied)],
        };
      switch (to.to) {
        case 'silence':
          return { dialogue: undefined, outcome: quiet, before: [] };
        case 'denied':
          return { dialogue: undefined, outcome: quiet, before: [say(texts[locale].denied)] };
        case 'private':
          return { dialogue: undefined, outcome: quiet, before: [say(texts[locale].groupOnly)] };
        case 'cancel':
          return {
            dialogue: undefined,
            outcome: { say: [], effects: [], move: { to: 'end' } },
            before: [say(held.dialogue ? texts[locale].cancelled : texts[locale].nothingToCancel)],
          };
        case 'stale':
          return {
            dialogue: running?.dialogue,
            outcome: running
              ? { say: [], effects: [], move: { to: 'step', step: running.step, data: running.data } }
              : quiet,
            before: [say(texts[locale].stale)],
          };
        case 'fallback':
          if (message.input.kind === 'other' && message.input.what === 'large_file')
            return { dialogue: undefined, outcome: quiet, before: [say(texts[locale].fileTooLarge)] };
          return message.input.kind === 'file'
            ? receive(turn, message.input)
            : begin(turn, registry.fallback, { by: 'text', text: to.text });
        case 'dialogue':
          return begin(turn, to.dialogue, to.opening);
        case 'step': {
          if (!running) throw new Error('a step was routed to without a dialogue');
          const outcome = await running.dialogue.hear(turn, running.step, running.data, to.input);
          return { dialogue: running.dialogue, outcome, before: [] };
        }
      }
    };
    const planned = await plan();
    return {
      turn,
      plan: {
        ...planned,
        secret: secretEnd(message.input, to, planned.outcome, held.dialogue?.secret === true),
      },
      route: to.to === 'dialogue' ? `start:${to.dialogue.name}` : to.to,
    };
  };

  const contextOf = (
    { id, kind, language }: Standing,
    person: Person,
    {
      db,
      channel,
      capabilities,
      account = null,
    }: { db: Database; channel: string; capabilities: Capabilities; account?: string | null },
  ): TurnContext => {
    const locale = person.locale ?? localeOf(language);
    return {
      db,
      person,
      by: speakerOf(person, channel, account),
      locale,
      conversation: { id, kind, channel, capabilities },
      offers: registry.offers(locale, person, kind),
    };
  };

  /** The dialogues have the conversation again: `words`, and the step that was running asks anew. */
  const resume = (standing: Standing, turn: TurnContext, words: string): Plan => {
    const running = runningOf(standing);
    const goesOn = running && !running.dialogue.awaitsOperator && !isBarred(running.dialogue, turn);
    return {
      dialogue: running?.dialogue,
      outcome: {
        say: [],
        effects: [],
        move: goesOn ? { to: 'step', step: running.step, data: running.data } : { to: 'end' },
      },
      before: [{ text: words }],
    };
  };

  /** Rights may have gone since the dialogue began. */
  const isBarred = (dialogue: Dialogue, { person, conversation }: TurnContext): boolean =>
    !registry.mayStart(dialogue, person, conversation.kind);

  /** The plan after an effect was refused: the step hears the reason instead of its input. */
  const afterRefusal = async (
    held: Held,
    turn: TurnContext,
    plan: Plan,
    refused: EffectRefused,
  ): Promise<Plan> => {
    const running = runningOf(held);
    // Only a step can hear; a refused effect of `begin` is a bug of that dialogue.
    if (!running || running.dialogue !== plan.dialogue) throw refused;
    return { ...plan, outcome: await plan.dialogue.hear(turn, running.step, running.data, refused.input) };
  };

  /**
   * Applies the plan's effects, lets the next step ask, and composes the messages. `write` runs effects
   * and answers with the context as it is after them; not called when there are none.
   */
  const finish = async (
    held: Standing,
    before: TurnContext,
    plan: Plan,
    write: (effects: readonly Effect[], turn: TurnContext) => Promise<TurnContext>,
  ): Promise<Omit<TurnResult, 'route'>> => {
    let turn = before;
    const replies = [...plan.before];
    let { dialogue, outcome } = plan;
    for (let hop = 0; ; hop += 1) {
      if (hop > MAX_HOPS) throw new Error(`dialogues start each other in a circle at ${dialogue?.name}`);
      if (outcome.effects.length > 0) turn = await write(outcome.effects, turn);
      replies.push(...outcome.say);
      if (outcome.move.to !== 'dialogue') break;
      dialogue = registry.get(outcome.move.dialogue);
      if (!dialogue) throw new Error(`there is no dialogue ${outcome.move.dialogue}`);
      const { text, files } = outcome.move;
      outcome = await dialogue.begin(turn, { by: 'dialogue', text, ...(files ? { files } : {}) });
    }
    const { move } = outcome;
    let state = held.dialogue;
    if (move.to === 'end') state = null;
    if (move.to === 'step') {
      if (!dialogue) throw new Error('a step was entered without a dialogue');
      const asked = await dialogue.ask(turn, move.step, move.data);
      replies.push(...asked);
      const choices = asked.flatMap(({ buttons }) => buttons?.flat() ?? []);
      state = {
        name: dialogue.name,
        version: dialogue.version,
        step: move.step,
        data: move.data,
        ...(choices.length > 0 ? { choices } : {}),
        ...(turn.conversation.capabilities.buttons ? {} : { numbered: true }),
        ...(dialogue.isSecret(move.step) ? { secret: true } : {}),
      };
    }
    const wanted = keyboardFor(registry, turn, replies, held, move.to === 'stay');
    const { messages, keyboardShown } = compose(replies, {
      capabilities: turn.conversation.capabilities,
      locale: turn.locale,
      keyboard: wanted,
    });
    return {
      dialogue: state,
      moved: move.to !== 'stay',
      messages,
      keyboard: keyboardShown && wanted ? wanted : held.keyboard,
      leaves: plan.leaves === true,
      secret: plan.secret,
      menu: { locale: turn.locale, roles: turn.person.roles, customer: turn.person.customer },
    };
  };

  const begin = async (turn: TurnContext, dialogue: Dialogue, opening: Opening): Promise<Plan> => ({
    dialogue,
    outcome: await dialogue.begin(turn, opening),
    before: [],
  });

  /** Files that nobody asked for: some dialogue reads them, or they are kept. */
  const receive = async (
    turn: TurnContext,
    { files, text }: Pick<Extract<Input, { kind: 'file' }>, 'files' | 'text'>,
  ): Promise<Plan> => {
    const reader = registry.readerOf(files);
    if (reader) return begin(turn, reader, { by: 'text', text, files });
    const menu = await begin(turn, registry.fallback, { by: 'menu', text: '' });
    return { ...menu, before: [{ text: texts[turn.locale].fileKept }] };
  };

  /** The running dialogue as its present version understands it; undefined when none can go on. */
  const runningOf = (
    held: Standing,
  ): { readonly dialogue: Dialogue; readonly step: string; readonly data: unknown } | undefined => {
    const dialogue = held.dialogue ? registry.get(held.dialogue.name) : undefined;
    const at = held.dialogue && dialogue?.resume(held.dialogue);
    return dialogue && at ? { dialogue, ...at } : undefined;
  };

  /** The context of the same turn after effects: the speaker may have a new name, language or role. */
  const refresh = (turn: TurnContext, db: Database, speaker: Person): TurnContext => {
    const locale = speaker.locale ?? turn.locale;
    const { kind } = turn.conversation;
    const offers = registry.offers(locale, speaker, kind);
    const by = { ...turn.by, personId: speaker.id, roles: speaker.roles };
    return { ...turn, db, person: speaker, by, locale, offers };
  };

  return { decide, contextOf, resume, begin, afterRefusal, finish, refresh };
};

export type Turns = ReturnType<typeof createTurns>;

const quiet: AnyOutcome = { say: [], effects: [], move: { to: 'stay' } };
