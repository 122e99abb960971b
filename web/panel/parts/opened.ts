import { useNavigate, useSearch } from '@tanstack/react-router';
import type { RowLink } from './list/column.ts';
import type { Words } from './list/define-list.ts';

interface Opened<Key> {
  /** Undefined: none is open. */
  readonly opened: Key | undefined;
  /** Opens the one that this word names; the list behind stays as it is. */
  readonly linkTo: (word: string) => RowLink;
  readonly close: () => void;
}

/** Which one of a list is open over it; its word stands in the address, as in `/audit?entry=12`. */
export const useOpened = <Key>(
  name: string,
  read: (word: string | undefined) => Key | undefined,
): Opened<Key> => {
  const words: Words = useSearch({ strict: false });
  const navigate = useNavigate();
  const withWord = (word: string | undefined) => (before: Words) => ({ ...before, [name]: word });
  return {
    opened: read(words[name]),
    linkTo: (word) => ({ to: '.', search: withWord(word) }),
    close: () => void navigate({ to: '.', search: withWord(undefined), replace: true, resetScroll: false }),
  };
};

/** The number that a word means; undefined when it means none. */
export const numberOf = (word: string | undefined): number | undefined =>
  /^[1-9]\d{0,14}$/.test(word ?? '') ? Number(word) : undefined;
