import type { Composed } from './compose.ts';
import type { AnyOutcome, Dialogue, Reply, StepInput } from './dialogue.ts';
import type { Held } from './held.ts';
import type { DialogueState, Key } from './schema.ts';

/** What a turn means to do: the dialogue it is in, the step's outcome, and what the core says first. */
export interface Plan {
  readonly dialogue: Dialogue | undefined;
  readonly outcome: AnyOutcome;
  readonly before: readonly Reply[];
  /** The person goes away from the operator, or from the queue. */
  readonly leaves?: boolean;
  /** What becomes of a message that was said as a secret, or turned out to be one. */
  readonly secret?: SecretEnd | undefined;
}

/** A secret is forgotten; what only looked like one is shown again. */
export type SecretEnd = 'forget' | 'show';

/** What a turn decided; nothing of it has happened yet. */
export interface TurnResult {
  readonly dialogue: DialogueState | null;
  /** Whether the step changed: buttons shown before are stale from now on. */
  readonly moved: boolean;
  readonly messages: readonly Composed[];
  readonly keyboard: readonly (readonly Key[])[] | null;
  /** The person goes away from the operator, or from the queue. */
  readonly leaves: boolean;
  readonly secret: SecretEnd | undefined;
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
