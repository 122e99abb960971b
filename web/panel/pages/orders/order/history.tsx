import { useTexts } from '../../../locale/locale.tsx';
import { DateTime } from '../../../parts/time.tsx';
import type { OrderPage } from '../queries.ts';
import { orderTexts } from '../texts.ts';
import { Section } from './section.tsx';
import { orderPageTexts } from './texts.ts';

/** What became of the order, the newest first: who moved it, why, and whether the customer knows. */
export const History = ({ order }: { readonly order: OrderPage }) => {
  const texts = useTexts(orderTexts);
  const page = useTexts(orderPageTexts);
  return (
    <Section title={page.history} className="orders-screen">
      <ol className="orders-history">
        {order.history.toReversed().map((entry) => (
          <li key={entry.id} data-undone={entry.undone_at !== null || undefined}>
            <div>
              <strong>{entry.from === 'draft' ? page.placed : texts.statuses[entry.to]}</strong>
              {entry.undone_at !== null && <span className="orders-soft"> · {page.undone}</span>}
            </div>
            <p className="orders-soft">
              <DateTime at={entry.at} /> ·{' '}
              {entry.by?.name || (entry.channel === 'office' ? page.byOffice : entry.channel)}
              {entry.told_at !== null && (
                <>
                  {' '}
                  · {page.told} <DateTime at={entry.told_at} />
                </>
              )}
            </p>
            {entry.reason !== '' && <p>{entry.reason}</p>}
          </li>
        ))}
      </ol>
    </Section>
  );
};
