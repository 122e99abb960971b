import { useLocale, useTexts } from '../../../locale/locale.tsx';
import type { Hit } from '../queries.ts';
import { checkTexts } from './texts.ts';

/** The figures behind a hit, for those who want them. */
export const HitFigures = ({ hit }: { readonly hit: Hit }) => {
  const texts = useTexts(checkTexts);
  const locale = useLocale();
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const weight = new Intl.NumberFormat(locale, { maximumFractionDigits: 2, minimumFractionDigits: 2 });
  return (
    <details className="search-figures">
      <summary>{texts.figures}</summary>
      <p>{texts.coverage(percent.format(hit.coverage))}</p>
      {hit.matches.length > 0 && (
        <table aria-label={texts.figuresOf(hit.title)}>
          <thead>
            <tr>
              <th scope="col">{texts.word}</th>
              <th scope="col">{texts.similarity}</th>
              <th scope="col">{texts.weight}</th>
            </tr>
          </thead>
          <tbody>
            {hit.matches.map((match) => (
              <tr key={`${match.kind} ${match.typed} ${match.found}`}>
                <th scope="row">{match.found}</th>
                <td>{percent.format(match.similarity)}</td>
                <td>{weight.format(match.weight)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
};
