import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { DateTime } from '../../../parts/time.tsx';
import { moveIn } from '../figures.ts';
import { Price } from '../money.tsx';
import { BatchLink } from '../product/batch-link.tsx';
import type { PriceChange } from '../queries.ts';
import { catalogueTexts } from '../texts.ts';

/** Changes of a price, newest first, each with the import that brought it. */
export const HistoryTable = ({
  changes,
  label,
}: {
  readonly changes: readonly PriceChange[];
  readonly label: string;
}) => {
  const texts = useTexts(catalogueTexts);
  const locale = useLocale();
  return (
    <section className="history-table" aria-label={label} ref={reachable}>
      <table className="product-table">
        <thead>
          <tr>
            <th scope="col">{texts.when}</th>
            <th scope="col">{texts.before}</th>
            <th scope="col">{texts.after}</th>
            <th scope="col">{texts.change}</th>
            <th scope="col">{texts.source}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ at, before, after, batch_id: batch }) => (
            <tr key={`${at} ${batch}`}>
              <th scope="row">
                <DateTime at={at} />
              </th>
              <td>
                <Price price={before} />
              </td>
              <td>
                <Price price={after} />
              </td>
              <td>{moveIn(locale, before, after)}</td>
              <td>{batch === null ? texts.byOffice : <BatchLink id={batch} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

/** What scrolls must be reached by the keyboard. */
const reachable = (element: HTMLElement | null): void => {
  if (element) element.tabIndex = 0;
};
