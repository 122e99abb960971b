import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useLocale, useTexts } from '../../locale/locale.tsx';
import { type LetterState, STATES, waitingQuery } from './queries.ts';
import { letterTexts } from './texts.ts';

/** Which letters the list shows: those that wait, or those that somebody has dealt with. */
export const Views = ({ state }: { readonly state: LetterState }) => {
  const texts = useTexts(letterTexts);
  const number = new Intl.NumberFormat(useLocale());
  const { data: waiting = 0 } = useQuery(waitingQuery);
  return (
    <nav className="letter-views" aria-label={texts.views}>
      {STATES.map((one) => (
        <Link
          key={one}
          to="."
          search={(before: Readonly<Record<string, string | undefined>>) => ({
            ...before,
            state: one === 'dead' ? undefined : one,
            page: undefined,
            letter: undefined,
          })}
          aria-current={one === state ? 'true' : undefined}
          className="letter-view"
        >
          {texts.states[one]}
          {one === 'dead' && waiting > 0 && <span className="letter-count">{number.format(waiting)}</span>}
        </Link>
      ))}
    </nav>
  );
};
