import { IconBarcode } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { Price, Stock } from '../../catalogue/money.tsx';
import { StateBadge, stateOf } from '../../catalogue/state-badge.tsx';
import { Thumb } from '../../catalogue/thumb.tsx';
import type { Hit } from '../queries.ts';
import { HitFigures } from './hit-figures.tsx';
import { piecesOf } from './marked.ts';
import { MatchList } from './match-list.tsx';
import { checkTexts } from './texts.ts';

interface HitRowProps {
  readonly hit: Hit;
  /** What was looked for. */
  readonly q: string;
  /** It is being opened. */
  readonly onOpen: () => void;
}

/** A product that was found: what customers see of it, and why it stands where it stands. */
export const HitRow = ({ hit, q, onOpen }: HitRowProps) => {
  const texts = useTexts(checkTexts);
  const path = hit.category?.path.join(' › ') ?? '';
  return (
    <li className="search-hit product-named" data-hidden={hit.hidden || undefined}>
      <span className="search-place">{hit.position}</span>
      <Thumb image={hit.image_id} />
      <div className="search-hit-words">
        <Link
          to="/catalog/products/$id"
          params={{ id: String(hit.id) }}
          className="search-hit-title"
          onClick={onOpen}
        >
          {piecesOf(hit.title, hit.marks).map(({ text, hit: isHit, at }) =>
            isHit ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
          )}
        </Link>
        <span className="search-hit-about">
          <span>{hit.sku}</span>
          {path !== '' && <span>{path}</span>}
          {stateOf(hit) !== 'visible' && <StateBadge product={hit} />}
        </span>
        {hit.by === 'words' ? (
          <MatchList {...hit} q={q} />
        ) : (
          <span className="search-by">
            <IconBarcode size={16} stroke={1.8} aria-hidden="true" />
            {texts.by[hit.by]}
          </span>
        )}
        {hit.by === 'words' && <HitFigures hit={hit} />}
      </div>
      <div className="search-hit-side">
        <Price price={hit.price} />
        <Stock qty={hit.stock_qty} unit={hit.unit} />
        <Share share={hit.share} />
      </div>
    </li>
  );
};

/** How near a hit is to the best one. */
const Share = ({ share }: Pick<Hit, 'share'>) => {
  const texts = useTexts(checkTexts);
  const percent = new Intl.NumberFormat(useLocale(), { style: 'percent' }).format(share);
  return (
    <span className="search-share" title={texts.share(percent)}>
      <span className="search-share-bar" aria-hidden="true">
        <span style={{ width: `${Math.round(share * 100)}%` }} />
      </span>
      <span aria-hidden="true">{percent}</span>
      <span className="search-unseen">{texts.share(percent)}</span>
    </span>
  );
};
