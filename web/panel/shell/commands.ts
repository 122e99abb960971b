import type { ComponentType } from 'react';
import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Something the palette offers beside pages. */
export interface Command {
  /** Unique. */
  readonly id: string;
  /** What is done, as a verb. */
  readonly label: string;
  /** Further words by which it is found. */
  readonly words?: string;
  readonly icon?: ComponentType<{ size?: number | string; stroke?: number | string }>;
  readonly run: () => unknown;
}

let commands: readonly Command[] = [];
const listeners = new Set<() => void>();

/** Offers an action in the palette while the component is there; undefined offers none. */
export const useCommand = (command: Command | undefined): void => {
  const latest = useRef(command);
  latest.current = command;
  const id = command?.id;
  const label = command?.label;
  useEffect(() => {
    const now = latest.current;
    if (id === undefined || label === undefined || !now) return;
    const own: Command = { ...now, id, label, run: () => latest.current?.run() };
    change([...commands.filter((one) => one.id !== id), own]);
    return () => change(commands.filter((one) => one !== own));
  }, [id, label]);
};

/** What is offered now. */
export const useCommands = (): readonly Command[] => useSyncExternalStore(subscribe, () => commands);

const change = (next: readonly Command[]): void => {
  commands = next;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
