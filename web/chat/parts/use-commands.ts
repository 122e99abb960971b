import { useState } from 'react';
import type { Command } from '../contract.ts';

/** The commands offered for what is being written; empty when none fits or the list was put away. */
export interface CommandChoice {
  readonly offered: readonly Command[];
  readonly active: Command | undefined;
  /** True when the key was meant for the list. */
  onKey(key: string, act: { choose(command: string): void; complete(command: string): void }): boolean;
}

/** Offers commands while a text is a slash and the beginning of their name. */
export const useCommands = (text: string, commands: readonly Command[]): CommandChoice => {
  const [moved, setMoved] = useState({ text: '', index: 0 });
  const [putAway, setPutAway] = useState('');
  const offered = putAway === text ? [] : commandsFor(text, commands);
  const index = moved.text === text ? moved.index : 0;
  const active = offered[index];

  return {
    offered,
    active,
    onKey(key, act) {
      if (active === undefined) return false;
      const step = { ArrowDown: 1, ArrowUp: -1 }[key];
      if (step !== undefined) setMoved({ text, index: (index + step + offered.length) % offered.length });
      else if (key === 'Enter') act.choose(active.command);
      else if (key === 'Tab' && text !== `/${active.command}`) act.complete(active.command);
      else if (key === 'Escape') setPutAway(text);
      else return false;
      return true;
    },
  };
};

/** The commands whose name goes on from the text; the exact one first. */
const commandsFor = (text: string, commands: readonly Command[]): readonly Command[] => {
  if (!text.startsWith('/')) return [];
  const begun = text.slice(1).toLowerCase();
  return commands
    .filter(({ command }) => command.toLowerCase().startsWith(begun))
    .sort((a, b) => Number(b.command === begun) - Number(a.command === begun));
};
