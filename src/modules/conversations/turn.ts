import { localeOf } from '#kernel/locale.ts';
import type { Person } from '#modules/people/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Capabilities } from './channel.ts';
import { type Composed, compose } from './compose.ts';
import type { AnyOutcome, Dialogue, Effect, Opening, Reply, StepInput, TurnContext } from './dialogue.ts';
import type { HeardMessage, Held } from './held.ts';
import type { Registry } from './registry.ts';
import { type Press, route } from './route.ts';
import type { DialogueState, Key } from './schema.ts';
import { texts } from './texts.ts';

/** What a turn decided; nothing of it has happened yet. */
export interface TurnResult {
  readonly dialogue: DialogueState | null;
  /** Whether the step changed: buttons shown before are stale from now on. */
  readonly moved: boolean;
  readonly messages: readonly Composed[];
  readonly keyboard: readonly (readonly Key[])[] | null;
  /** Whose menu the chat should show from now on. */
  readonly menu: NonNullable<Held['menu']>;
  /** For the log line: where the turn went. */
  readonly route: string;
}

/** Thrown inside the turn's transaction to undo it: an effect said no, the step shall hear why. */
export class EffectRefused extends Error {
  readonly input: StepInput & { kind: 'refused' };
  constructor(effect: string, reason: string) {
    super(`${effect} was refused: ${reason}`);
    this.input = { kind: 'refused', effect, reason };
  }
}

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
    }: {
      db: Database;
      channel: string;
      capabilities: Capabilities;
      press: Press | undefined;
    },
  ) => {
    const { speaker } = message;
    const locale = speaker.locale ?? localeOf(held.language);
    const turn: TurnContext = {
      db,
      person: speaker,
      locale,
      conversation: { id: held.id, kind: held.kind, channel, capabilities },
      offers: registry.offers(locale, speaker.roles, held.kind),
    };
    const running = runningOf(held);
    const lost = held.dialogue !== null && !running;
    const to = route(registry, {
      state: lost ? null : held.dialogue,
      input: message.input,
      press,
      mayStart: (dialogue) => registry.mayStart(dialogue, speaker.roles, held.kind),
      group: held.kind === 'group',
    });
    const say = (text: string): Reply => ({ text });
    // Rights may have gone since the dialogue began.
    const barred = running && !registry.mayStart(running.dialogue, speaker.roles, held.kind);
    const plan = async (): Promise<Plan> => {
      if (lost && to.to !== 'dialogue' && to.to !== 'cancel')
        return {
          ...(await begin(turn, registry.fallback, 'text', '')),
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
            ? { ...(await begin(turn, registry.fallback, 'menu', '')), before: [say(texts[locale].fileKept)] }
            : begin(turn, registry.fallback, 'text', to.text);
        case 'dialogue':
          return begin(turn, to.dialogue, to.opening.by, to.opening.text);
        case 'step': {
          if (!running) throw new Error('a step was routed to without a dialogue');
          const outcome = await running.dialogue.hear(turn, running.step, running.data, to.input);
          return { dialogue: running.dialogue, outcome, before: [] };
        }
      }
    };
    return { turn, plan: await plan(), route: to.to === 'dialogue' ? `start:${to.dialogue.name}` : to.to };
  };

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
    held: Held,
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
      outcome = await dialogue.begin(turn, { by: 'dialogue', text: outcome.move.text });
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
      menu: { locale: turn.locale, roles: turn.person.roles },
    };
  };

  const begin = async (
    turn: TurnContext,
    dialogue: Dialogue,
    by: Opening['by'],
    text: string,
  ): Promise<Plan> => ({ dialogue, outcome: await dialogue.begin(turn, { by, text }), before: [] });

  /** The running dialogue as its present version understands it; undefined when none can go on. */
  const runningOf = (
    held: Held,
  ): { readonly dialogue: Dialogue; readonly step: string; readonly data: unknown } | undefined => {
    const dialogue = held.dialogue ? registry.get(held.dialogue.name) : undefined;
    const at = held.dialogue && dialogue?.resume(held.dialogue);
    return dialogue && at ? { dialogue, ...at } : undefined;
  };

  /** The context of the same turn after effects: the speaker may have a new name, language or role. */
  const refresh = (turn: TurnContext, db: Database, speaker: Person): TurnContext => {
    const locale = speaker.locale ?? turn.locale;
    const { kind } = turn.conversation;
    return { ...turn, db, person: speaker, locale, offers: registry.offers(locale, speaker.roles, kind) };
  };

  return { decide, afterRefusal, finish, refresh };
};

export type Turns = ReturnType<typeof createTurns>;

/** What a turn means to do: the dialogue it is in, the step's outcome, and what the core says first. */
export interface Plan {
  readonly dialogue: Dialogue | undefined;
  readonly outcome: AnyOutcome;
  readonly before: readonly Reply[];
}

const quiet: AnyOutcome = { say: [], effects: [], move: { to: 'stay' } };

/** The keyboard to bring up after these replies, or undefined when the right one is shown already. */
const keyboardFor = (
  registry: Registry,
  turn: TurnContext,
  replies: readonly Reply[],
  held: Held,
  staying: boolean,
): readonly (readonly Key[])[] | undefined => {
  if (turn.conversation.kind === 'group') return undefined;
  const asked = replies.findLast(({ keyboard }) => keyboard)?.keyboard;
  if (!asked && staying && held.dialogue) return undefined;
  const wanted = (asked ?? registry.keyboard(turn.offers))
    .map((row) => row.filter((key) => !key.contact || turn.conversation.capabilities.contacts))
    .filter((row) => row.length > 0);
  return JSON.stringify(wanted) === JSON.stringify(held.keyboard) ? undefined : wanted;
};
