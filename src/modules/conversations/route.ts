import type { Dialogue, Opening, StepInput } from './dialogue.ts';
import type { Registry } from './registry.ts';
import type { DialogueState, Input } from './schema.ts';

/** What a turn is about, decided before any step sees it. */
export type Route =
  | { readonly to: 'step'; readonly input: StepInput }
  | { readonly to: 'dialogue'; readonly dialogue: Dialogue; readonly opening: Opening }
  | { readonly to: 'cancel' }
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
 * Decides by DESIGN §3: a global command or menu key, the running dialogue's step, a dialogue that
 * starts on this input, else the fallback. `state` is the running dialogue, `press` the looked-up
 * choice, `mayStart` the person's rights.
 */
export const route = (
  registry: Registry,
  {
    state,
    input,
    press,
    mayStart,
    group,
  }: {
    state: DialogueState | null;
    input: Input;
    press: Press | undefined;
    mayStart: (dialogue: Dialogue) => boolean;
    group: boolean;
  },
): Route => {
  if (input.kind === 'choice') {
    if (press === undefined || press === 'stale') return { to: 'stale' };
    if (press === 'repeated') return { to: 'silence' };
    const started = globalChoice(registry, press.value);
    if (started) return mayStart(started) ? open(started, 'menu', '') : notAllowed(group);
    return state ? { to: 'step', input: { kind: 'choice', value: press.value } } : { to: 'stale' };
  }
  if (input.kind === 'text') {
    const global = globalText(registry, input.text, mayStart, group);
    if (global) return global;
    const choice = state && chosenByWords(state, input.text);
    if (choice) return { to: 'step', input: { kind: 'choice', value: choice } };
  }
  if (state) return { to: 'step', input };
  if (group) return { to: 'silence' };
  return { to: 'fallback', text: input.kind === 'text' ? input.text : '' };
};

/** The value of a button that starts a dialogue from anywhere, even from an old message. */
export const startValue = (dialogue: string): string => `start:${dialogue}`;

const globalChoice = (registry: Registry, value: string): Dialogue | undefined =>
  value.startsWith('start:') ? registry.get(value.slice('start:'.length)) : undefined;

const globalText = (
  registry: Registry,
  text: string,
  mayStart: (dialogue: Dialogue) => boolean,
  group: boolean,
): Route | undefined => {
  const command = /^\/([a-z0-9_]{1,32})(?:\s+([\s\S]*))?$/i.exec(text.trim());
  if (command?.[1]?.toLowerCase() === 'cancel' || registry.isCancel(text)) return { to: 'cancel' };
  const dialogue = command ? registry.byCommand(command[1] ?? '') : registry.byTitle(text);
  if (dialogue && mayStart(dialogue))
    return open(dialogue, command ? 'command' : 'menu', command?.[2]?.trim() ?? '');
  if (dialogue) return notAllowed(group);
  return command ? (group ? { to: 'silence' } : { to: 'fallback', text }) : undefined;
};

const notAllowed = (group: boolean): Route => ({ to: group ? 'private' : 'denied' });

const open = (dialogue: Dialogue, by: Opening['by'], text: string): Route => ({
  to: 'dialogue',
  dialogue,
  opening: { by, text },
});

/** The button a person named by its label or its number instead of pressing it. */
const chosenByWords = (state: DialogueState, text: string): string | undefined => {
  const said = text.trim().toLowerCase();
  const choices = state.choices ?? [];
  return (
    choices.find(({ label }) => label.toLowerCase() === said)?.value ??
    (state.numbered && /^\d{1,2}$/.test(said) ? choices[Number(said) - 1]?.value : undefined)
  );
};
