import { useTexts } from '../../../locale/locale.tsx';
import { ListSkeleton } from '../../../parts/list/list-skeleton.tsx';
import { Paging } from '../../../parts/list/paging.tsx';
import { Failure } from './failure.tsx';
import { HitRow } from './hit-row.tsx';
import { Nothing } from './nothing.tsx';
import { checkTexts } from './texts.ts';
import { Understood } from './understood.tsx';
import type { useCheck } from './use-check.ts';
import '../../catalogue/catalogue.css';
import './hit.css';

interface AnswerProps extends Pick<ReturnType<typeof useCheck>, 'query' | 'result' | 'ask' | 'open'> {
  readonly q: string;
  /** Somebody wants a synonym of this. */
  readonly onAdd: (phrase: string) => void;
}

/** What a search answered; every state of it is told. */
export const Answer = ({ q, query, result, ask, open, onAdd }: AnswerProps) => {
  const texts = useTexts(checkTexts);
  const { data: found } = result;
  if (!found)
    return result.isError ? (
      <Failure error={result.error} onRetry={result.refetch} />
    ) : (
      <ListSkeleton columns={2} />
    );
  const last = Math.max(1, Math.ceil(found.total / query.size));
  return (
    <div
      className="list-body"
      data-stale={result.isPlaceholderData || undefined}
      aria-busy={result.isFetching}
    >
      <Understood found={found} onAdd={onAdd} onTry={(to) => ask({ q: to })} />
      {found.items.length > 0 ? (
        <ol className="search-hits" aria-label={texts.results}>
          {found.items.map((hit) => (
            <HitRow key={hit.id} hit={hit} q={q} onOpen={() => open(hit)} />
          ))}
        </ol>
      ) : (
        <Nothing q={q} found={found} withHidden={query.hidden === 'yes'} onAsk={ask} onAdd={onAdd} />
      )}
      {found.total > query.size && (
        <Paging
          page={Math.min(query.page, last)}
          size={query.size}
          last={last}
          total={found.total}
          onAsk={ask}
        />
      )}
    </div>
  );
};
