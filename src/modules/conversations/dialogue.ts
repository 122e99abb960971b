import type { z } from 'zod';
import type { Locale } from '#kernel/locale.ts';
import type { Result } from '#kernel/result.ts';
import type { Actor, Role } from '#modules/access/index.ts';
import type { Person } from '#modules/people/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Capabilities } from './channel.ts';
import type { Button, DialogueState, FileRef, Key, Photo } from './schema.ts';

/** What a step knows of the turn it works in. */
export interface TurnContext {
  /** For reads; inside the turn's transaction when a step speaks after its effects. */
  readonly db: Database;
  readonly person: Person;
  /** The person as somebody who acts: for use cases that ask who may, and for the audit. */
  readonly by: Actor;
  readonly locale: Locale;
  readonly conversation: {
    readonly id: string;
    readonly kind: 'private' | 'group';
    readonly channel: string;
    readonly capabilities: Capabilities;
  };
  /** The dialogues this person may start here. */
  readonly offers: readonly Offer[];
}

/** A dialogue as it is offered in menus, in the person's language. */
export interface Offer {
  readonly dialogue: string;
  readonly command: string;
  readonly title: string;
  readonly about: string;
  /** Also a key of the main keyboard. */
  readonly key: boolean;
}

/** What a step says. */
export interface Reply {
  readonly text: string;
  /** Shown above the text where the channel can; a text too long for a caption is cut then. */
  readonly photo?: Photo | undefined;
  readonly buttons?: readonly (readonly Button[])[];
  /** A persistent keyboard for as long as the step lasts; the main keyboard comes back by itself. */
  readonly keyboard?: readonly (readonly Key[])[];
  /** Rewrites the message whose button was pressed, if it is still the last one. */
  readonly replace?: boolean;
  /** `once`: never send again what may have been sent already (codes, payments). Default: repeat, marked. */
  readonly inDoubt?: 'repeat' | 'once';
  /** Only for the person: nobody of the office can read it. */
  readonly secret?: true;
}

/** What a step hears: an input after routing, or the refusal of an effect it asked for. */
export type StepInput =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'choice'; readonly value: string }
  | { readonly kind: 'contact'; readonly phone: string; readonly name: string; readonly own: boolean }
  | { readonly kind: 'file'; readonly files: readonly FileRef[]; readonly text: string }
  | { readonly kind: 'place'; readonly latitude: number; readonly longitude: number }
  | { readonly kind: 'other'; readonly what: string }
  | { readonly kind: 'refused'; readonly effect: string; readonly reason: string };

/** How a dialogue was started; `text` is what followed the command or came with the button, or the free text itself. */
export interface Opening {
  readonly by: 'command' | 'menu' | 'text' | 'dialogue';
  readonly text: string;
  /** Those it `reads`, `text` being what was said with them. */
  readonly files?: readonly FileRef[];
}

/** A write that commits together with the turn; a refusal comes back to the step as input. */
export interface Effect {
  readonly name: string;
  readonly apply: (tx: Tx) => Promise<Result<unknown, string>>;
}

type Shapes = Readonly<Record<string, z.ZodType>>;

type Move<D extends Shapes> =
  | { readonly [Name in keyof D & string]: { readonly go: Name; readonly data: z.input<D[Name]> } }[keyof D &
      string]
  /** The same step goes on and does not ask again. */
  | { readonly stay: true }
  | { readonly end: true }
  /** Ends here and starts another dialogue. */
  | { readonly start: string; readonly text?: string; readonly files?: readonly FileRef[] };

/** What a step returns: words, writes, and where to go. Entering a step makes it ask. */
export type Outcome<D extends Shapes> = Move<D> & {
  readonly say?: Reply | readonly Reply[];
  readonly effects?: readonly Effect[];
  /** What was just said is a secret: its words are blanked and, where the channel can, taken out of the chat. */
  readonly forget?: true;
};

type Eventually<T> = T | Promise<T>;

/** One question of a dialogue: `ask` is said on entering, `hear` decides what an input means. */
export interface Step<D extends Shapes, Name extends keyof D> {
  /** It asks for a secret: whatever is typed here is shown to nobody from the start, and forgotten. */
  readonly secret?: true;
  ask(turn: TurnContext, data: z.output<D[Name]>): Eventually<Reply | readonly Reply[]>;
  hear(turn: TurnContext, input: StepInput, data: z.output<D[Name]>): Eventually<Outcome<D>>;
}

/** What a dialogue is called in one language. */
interface DialogueWords extends Pick<Offer, 'title' | 'about'> {
  /** What people write when they want it, beside its title: it begins when that is all they write, in private. */
  readonly phrases?: readonly string[];
}

interface Titled {
  readonly name: string;
  /** Raise it when the meaning of stored steps or data changes, and upgrade the running ones. */
  readonly version: number;
  /** `/command` without the slash. */
  readonly command?: string;
  /** How menus name it and what they say of it; without them no menu offers it. */
  readonly words?: Readonly<Record<Locale, DialogueWords>>;
  /** A key of the main keyboard. */
  readonly key?: boolean;
  /** Only for people with one of these roles; absent: for everyone. */
  readonly roles?: readonly Role[];
  /** To whom menus offer it; anybody may start it all the same. Absent: to everybody. */
  readonly audience?: 'guests' | 'customers';
  /** Which files begin it when they come without being asked for. */
  readonly reads?: (file: FileRef) => boolean;
  /** People wait in it for an operator: it is over as soon as one comes. At most one dialogue. */
  readonly awaitsOperator?: boolean;
  /** May run in a group chat. */
  readonly groups?: boolean;
}

/** A dialogue as it is written: the data of each step has a zod shape, and outcomes are checked against it. */
export interface DialogueDefinition<D extends Shapes> extends Titled {
  readonly data: D;
  begin(turn: TurnContext, opening: Opening): Eventually<Outcome<D>>;
  readonly steps: { readonly [Name in keyof D]: Step<D, Name> };
  /** Carries a conversation that stopped in an older version over; undefined: it starts anew. */
  upgrade?(old: DialogueState): { readonly step: keyof D & string; readonly data: unknown } | undefined;
}

/** What a step asked for, with its types erased: what the core works with. */
export interface AnyOutcome {
  readonly say: readonly Reply[];
  readonly effects: readonly Effect[];
  readonly forget?: true | undefined;
  readonly move:
    | { readonly to: 'step'; readonly step: string; readonly data: unknown }
    | { readonly to: 'stay' }
    | { readonly to: 'end' }
    | {
        readonly to: 'dialogue';
        readonly dialogue: string;
        readonly text: string;
        readonly files?: readonly FileRef[];
      };
}

/** A dialogue as the core runs it. */
export interface Dialogue extends Titled {
  begin(turn: TurnContext, opening: Opening): Promise<AnyOutcome>;
  ask(turn: TurnContext, step: string, data: unknown): Promise<readonly Reply[]>;
  hear(turn: TurnContext, step: string, data: unknown, input: StepInput): Promise<AnyOutcome>;
  /** Whether a step asks for a secret. */
  isSecret(step: string): boolean;
  /** The stored state as this version understands it; undefined when it cannot go on. */
  resume(state: DialogueState): { readonly step: string; readonly data: unknown } | undefined;
}

/** Declares a dialogue: one versioned state machine that runs on every channel. */
export const defineDialogue = <const D extends Shapes>(definition: DialogueDefinition<D>): Dialogue => {
  const { data: shapes, steps, begin, upgrade, ...titled } = definition;
  const stepOf = (name: string): Step<D, keyof D> => {
    const step = steps[name];
    if (!step) throw new Error(`dialogue ${titled.name} has no step ${name}`);
    return step;
  };
  type Shape = z.ZodType<z.output<D[keyof D]>>;
  const shapeOf = (step: string) => (Object.hasOwn(shapes, step) ? (shapes[step] as Shape) : undefined);
  /** Stored is what goes into a shape; a step sees what comes out of it. */
  const read = (step: string, data: unknown) => (shapes[step] as Shape).parse(data);

  return {
    ...titled,
    begin: async (turn, opening) => erase(await begin(turn, opening)),
    ask: async (turn, step, data) => list(await stepOf(step).ask(turn, read(step, data))),
    hear: async (turn, step, data, input) => erase(await stepOf(step).hear(turn, input, read(step, data))),
    isSecret: (step) => stepOf(step).secret === true,
    resume: (state) => {
      const at = state.version === titled.version ? state : upgrade?.(state);
      return at && shapeOf(at.step)?.safeParse(at.data).success
        ? { step: at.step, data: at.data }
        : undefined;
    },
  };
};

/** A write to be done by the turn, named for the log and for its refusal. */
export const effect = (name: string, apply: Effect['apply']): Effect => ({ name, apply });

const erase = <D extends Shapes>(outcome: Outcome<D>): AnyOutcome => ({
  say: outcome.say ? list(outcome.say) : [],
  effects: outcome.effects ?? [],
  forget: outcome.forget,
  move:
    'go' in outcome
      ? { to: 'step', step: outcome.go, data: outcome.data }
      : 'start' in outcome
        ? {
            to: 'dialogue',
            dialogue: outcome.start,
            text: outcome.text ?? '',
            ...(outcome.files ? { files: outcome.files } : {}),
          }
        : { to: 'end' in outcome ? 'end' : 'stay' },
});

const list = <T extends object>(one: T | readonly T[]): readonly T[] =>
  Array.isArray(one) ? one : [one as T];
