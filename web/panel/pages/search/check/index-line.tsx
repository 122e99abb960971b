import { Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { stateQuery } from '../queries.ts';
import { checkTexts } from './texts.ts';
import '@mantine/core/styles/Progress.layer.css';

/** How the index of this office is, and what that means for customers. */
export const IndexLine = () => {
  const texts = useTexts(checkTexts);
  const locale = useLocale();
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const { data } = useQuery(stateQuery);
  if (!data) return <div className="search-state" data-state="unknown" aria-hidden="true" />;
  const { state, documents, megabytes, progress } = data;
  const name = texts.states[state];
  return (
    <div className="search-state" data-state={state}>
      <p role="status">
        <span className="search-lamp" aria-hidden="true" />
        <b>{name}</b>
        {state === 'ready' && (
          <span>{texts.size(documents, number.format(documents), number.format(Math.ceil(megabytes)))}</span>
        )}
        {state === 'stored' && <span>{texts.goods(documents, number.format(documents))}</span>}
      </p>
      {state === 'building' && (
        <div className="search-progress">
          <Progress
            value={progress === null ? 100 : progress * 100}
            animated={progress === null}
            size="sm"
            aria-label={name}
          />
          {progress !== null && (
            <span>{new Intl.NumberFormat(locale, { style: 'percent' }).format(progress)}</span>
          )}
        </div>
      )}
      <p className="search-soft">{texts.meanings[state]}</p>
    </div>
  );
};
