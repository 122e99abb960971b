import type { Dialogue, Opening, StepInput } from './dialogue.ts';
import { bare } from './dialogue-words.ts';
import type { Registry } from './registry.ts';
import type { DialogueState, Input } from './schema.ts';

/** What a turn is about, decided before any step sees it. */
export type Route =
  | { readonly to: 'step'; readonly input: StepInput }
  | { readonly to: 'dialogue'; readonly dialogue: Dialogue; readonly opening: Opening }
  | { readonly to: 'cancel' }
  /** An operator answers: the dialogues only pass it on. */
  | { readonly to: 'operator' }
  /** The person goes away from the operator, or from the queue. */
  | { readonly to: 'leave' }
  /** The office does not hear this person. */
  | { readonly to: 'blocked' }
  /** Nothing we know: the fallback dialogue answers. */
  | { readonly to: 'fallback'; readonly text: string }
  | { readonly to: 'stale' }
  /** Asked for something this person has no right to. */
  | { readonly to: 'denied' }
  /** Asked in a group for something personal. */
  | { readonly to: 'private' }
  /** A second tap on a button that has just been worked, or group talk: say nothing. */
  | { readonly to: 'silence' };

/** A press, after its token was looked up: what it means, or that it means nothing any more. */
export type Press = { readonly value: string } | 'stale' | 'repeated';

/**
 * Decides by DESIGN §3: the operator who holds the conversation, a global command or menu key, the running
 * dialogue's step, a dialogue that starts on this input, else the fallback. `state` is the running dialogue,
 * `press` the looked-up choice, `mayStart` the person's rights.
 */
export const route = (
  registry: Registry,
  {
    state,
    input,
    press,
    mayStart,
    group,
    operated = false,
    passedOn = false,
    queued = false,
    blocked = false,
  }: {
    state: DialogueState | null;
    input: Input;
    press: Press | undefined;
    mayStart: (dialogue: Dialogue) => boolean;
    group: boolean;
    /** An operator holds the conversation. */
    operated?: boolean;
    /** It was said to an operator who is gone. */
    passedOn?: boolean;
    /** The person waits for an operator. */
    queued?: boolean;
    blocked?: boolean;
  },
): Route => {
  if (blocked) return { to: 'blocked' };
  if (passedOn) return { to: 'operator' };
  if (operated) return isCancel(registry, input) ? { to: 'leave' } : { to: 'operator' };
  if (input.kind === 'choice') {
    if (press === undefined || press === 'stale') return { to: 'stale' };
    if (press === 'repeated') return { to: 'silence' };
    const { dialogue: started, text } = globalChoice(registry, press.value);
    if (started) return mayStart(started) ? open(started, 'menu', text) : notAllowed(group);
    return state ? { to: 'step', input: { kind: 'choice', value: press.value } } : { to: 'stale' };
  }
  // Cancel first ends the step one is in, and the waiting only when that is all there is.
  if (queued && isCancel(registry, input) && (!state || registry.get(state.name)?.awaitsOperator))
    return { to: 'leave' };
  if (input.kind === 'text') {
    const global = globalText(registry, input.text, mayStart, group);
    if (global) return global;
    const choice = state && chosenByWords(state, input.text);
    if (choice) return { to: 'step', input: { kind: 'choice', value: choice } };
    // People in a group say such words to each other.
    const called = group ? undefined : registry.byPhrase(input.text);
    if (called && mayStart(called)) return open(called, 'menu', '');
  }
  if (state) return { to: 'step', input };
  if (group) return { to: 'silence' };
  const text = input.kind === 'text' ? input.text : '';
  // Whoever waits for an operator talks to the operator.
  return queued && registry.waiting ? open(registry.waiting, 'text', text) : { to: 'fallback', text };
};

const globalChoice = (
  registry: Registry,
  value: string,
): { dialogue?: Dialogue | undefined; text: string } => {
  const [, name = '', text = ''] = /^start:(\S+)(?: ([\s\S]*))?$/.exec(value) ?? [];
  return { dialogue: registry.get(name), text };
};

const globalText = (
  registry: Registry,
  text: string,
  mayStart: (dialogue: Dialogue) => boolean,
  group: boolean,
): Route | undefined => {
  if (isCancel(registry, { kind: 'text', text })) return { to: 'cancel' };
  const command = commandIn(text);
  const dialogue = command ? registry.byCommand(command[1] ?? '') : registry.byTitle(text);
  if (dialogue && mayStart(dialogue))
    return open(dialogue, command ? 'command' : 'menu', command?.[2]?.trim() ?? '');
  if (dialogue) return notAllowed(group);
  return command ? (group ? { to: 'silence' } : { to: 'fallback', text }) : undefined;
};

/** A slash, a name, and what follows it. */
const commandIn = (text: string): RegExpExecArray | null =>
  /^\/([a-z0-9_]{1,32})(?:\s+([\s\S]*))?$/i.exec(text.trim());

const isCancel = (registry: Registry, input: Input): boolean =>
  input.kind === 'text' &&
  (commandIn(input.text)?.[1]?.toLowerCase() === 'cancel' || registry.isCancel(input.text));

const notAllowed = (group: boolean): Route => ({ to: group ? 'private' : 'denied' });

const open = (dialogue: Dialogue, by: Opening['by'], text: string): Route => ({
  to: 'dialogue',
  dialogue,
  opening: { by, text },
});

/**
 * The button a person named by its label or its number instead of pressing it, which its label may begin with; nobody
 * types an arrow.
 */
const chosenByWords = (state: DialogueState, text: string): string | undefined => {
  const said = text.trim().toLowerCase();
  const choices = state.choices ?? [];
  const isNumber = /^\d{1,2}$/.test(said);
  const byNumber = state.numbered
    ? choices[Number(said) - 1]
    : choices.find(({ label }) => label.startsWith(`${said}. `));
  return (
    choices.find(({ label }) => label.toLowerCase() === said) ??
    (isNumber ? byNumber : alike(choices, bare(text)))
  )?.value;
};

type Choices = NonNullable<DialogueState['choices']>;

/** The only choice that reads so without its signs; what signs tell apart, and numbers, are not guessed. */
const alike = (choices: Choices, said: string): Choices[number] | undefined => {
  const [one, ...others] = /\p{L}/u.test(said) ? choices.filter(({ label }) => bare(label) === said) : [];
  return others.length === 0 ? one : undefined;
};
