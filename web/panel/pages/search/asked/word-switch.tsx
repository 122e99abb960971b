import { Link } from '@tanstack/react-router';
import type { Words } from '../../../parts/list/define-list.ts';

interface WordSwitchProps<Word extends string> {
  /** The word of the address that it changes. */
  readonly name: string;
  readonly label: string;
  readonly words: readonly Word[];
  readonly chosen: Word;
  /** Stands for no word in the address. */
  readonly usual: Word;
  readonly textOf: (word: Word) => string;
}

/** A choice of a few: links, so that what is chosen can be sent on and gone back from. */
export const WordSwitch = <Word extends string>({
  name,
  label,
  words,
  chosen,
  usual,
  textOf,
}: WordSwitchProps<Word>) => (
  <nav aria-label={label} className="search-switch">
    {words.map((word) => (
      <Link
        key={word}
        to="."
        search={(before: Words) => ({
          ...before,
          page: undefined,
          [name]: word === usual ? undefined : word,
        })}
        aria-current={word === chosen ? 'true' : undefined}
        data-chosen={word === chosen || undefined}
        resetScroll={false}
      >
        {textOf(word)}
      </Link>
    ))}
  </nav>
);
