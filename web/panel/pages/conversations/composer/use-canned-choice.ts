import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { cannedQuery } from '../queries.ts';
import type { CannedAnswer } from '../schema.ts';
import { cannedFor } from './canned.ts';

/** A list of canned answers that keys move through while the focus stays where the words are typed. */
export interface CannedChoice {
  /** Undefined while they are loaded. */
  readonly all: readonly CannedAnswer[] | undefined;
  readonly found: readonly CannedAnswer[];
  readonly active: CannedAnswer | undefined;
  /** The id of the active option in the list box of this id. */
  activeId(listId: string): string | undefined;
  /** True when the key was meant for the list. */
  onKey(key: string, choose: (text: string) => void): boolean;
}

export const useCannedChoice = (words: string, enabled: boolean): CannedChoice => {
  const { data: all } = useQuery({ ...cannedQuery, enabled });
  const [moved, setMoved] = useState({ words, index: 0 });
  const found = cannedFor(all ?? [], words);
  const index = moved.words === words ? Math.min(moved.index, found.length - 1) : 0;
  const active = found[index];
  return {
    all,
    found,
    active,
    activeId: (listId) => active && `${listId}-${active.id}`,
    onKey(key, choose) {
      if (active === undefined) return false;
      const step = { ArrowDown: 1, ArrowUp: -1 }[key];
      if (step !== undefined) setMoved({ words, index: (index + step + found.length) % found.length });
      else if (key === 'Enter' || key === 'Tab') choose(active.text);
      else return false;
      return true;
    },
  };
};
