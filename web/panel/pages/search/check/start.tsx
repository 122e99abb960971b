import { IconZoomQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../../locale/locale.tsx';
import { State } from '../../../parts/states.tsx';
import { useMay } from '../../../session/session.ts';
import { recentQuery } from '../queries.ts';
import { checkTexts } from './texts.ts';

/** What stands there before anything is typed: what the tab is for, and what customers looked for lately. */
export const Start = ({ onTry }: { readonly onTry: (query: string) => void }) => {
  const texts = useTexts(checkTexts);
  const { data } = useQuery({ ...recentQuery, enabled: useMay('searches.read') });
  const recent = data?.items ?? [];
  return (
    <State
      icon={IconZoomQuestion}
      title={texts.start}
      text={texts.startText}
      action={
        recent.length > 0 && (
          <div className="search-recent">
            <p className="search-soft">{texts.recent}</p>
            <ul>
              {recent.map(({ query }) => (
                <li key={query}>
                  <button type="button" className="search-pill" onClick={() => onTry(query)}>
                    {query}
                  </button>
                </li>
              ))}
            </ul>
          </div>
        )
      }
    />
  );
};
