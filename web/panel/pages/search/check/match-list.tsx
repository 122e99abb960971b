import { IconArrowRight, IconCheck, IconX } from '@tabler/icons-react';
import { useTexts } from '../../../locale/locale.tsx';
import type { Hit } from '../queries.ts';
import { asTyped, readingOf } from './reading.ts';
import { checkTexts } from './texts.ts';

interface MatchListProps extends Pick<Hit, 'matches' | 'missed'> {
  readonly q: string;
}

/** Which typed words became which words of the product, and which it lacks. */
export const MatchList = ({ q, matches, missed }: MatchListProps) => {
  const texts = useTexts(checkTexts);
  return (
    <ul className="search-matches" aria-label={texts.why}>
      {asTyped(matches, q).map((match) => {
        const { changed, why } = readingOf(match);
        return (
          <li key={`${match.kind} ${match.typed} ${match.found}`} className="search-match" data-kind={why}>
            {why === undefined && <IconCheck size={14} stroke={2} aria-hidden="true" />}
            <span>{match.typed}</span>
            {changed && (
              <>
                <IconArrowRight size={14} stroke={2} role="img" aria-label="→" />
                <b>{match.found}</b>
              </>
            )}
            {why !== undefined && <span className="search-match-kind">{texts.kinds[why]}</span>}
          </li>
        );
      })}
      {missed.map((word) => (
        <li key={word} className="search-match" data-kind="missed">
          <IconX size={14} stroke={2} aria-hidden="true" />
          <span>{texts.missed(word)}</span>
        </li>
      ))}
    </ul>
  );
};
