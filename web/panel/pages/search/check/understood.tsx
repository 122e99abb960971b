import { IconPlus } from '@tabler/icons-react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { useMay } from '../../../session/session.ts';
import type { Found } from '../queries.ts';
import { doubtOf } from './doubt.ts';
import { checkTexts } from './texts.ts';

interface UnderstoodProps {
  readonly found: Found;
  readonly onAdd: (phrase: string) => void;
  readonly onTry: (query: string) => void;
}

/** How the query was read as a whole: how many fit it, what it was taken for, which words say nothing. */
export const Understood = ({ found, onAdd, onTry }: UnderstoodProps) => {
  const texts = useTexts(checkTexts);
  const mayTune = useMay('search.tune');
  const { total, corrected, unknown } = found;
  const doubt = doubtOf(found);
  const shown = new Intl.NumberFormat(useLocale()).format(total);
  return (
    <div className="search-understood">
      <p role="status" className="search-count">
        {total > 0 && <b>{found.more ? texts.foundMany(shown) : texts.found(total, shown)}</b>}
        {corrected !== null && total > 0 && (
          <span>
            {texts.understood}{' '}
            <button type="button" className="search-word" onClick={() => onTry(corrected)}>
              {corrected}
            </button>
          </span>
        )}
      </p>
      {unknown.length > 0 && (
        <div className="search-unknown">
          <span>{texts.unknown}</span>
          <ul>
            {unknown.map((word) => (
              <li key={word}>
                <s>{word}</s>
                {mayTune && (
                  <button
                    type="button"
                    aria-label={texts.addSynonymFor(word)}
                    title={texts.addSynonymFor(word)}
                    onClick={() => onAdd(word)}
                  >
                    <IconPlus size={14} stroke={2} aria-hidden="true" />
                  </button>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
      {doubt && <p className="search-soft">{texts.doubts[doubt]}</p>}
    </div>
  );
};
