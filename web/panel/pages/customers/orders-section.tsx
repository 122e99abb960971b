import { queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { useLocale, useTexts } from '../../locale/locale.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Section } from '../../parts/section.tsx';
import { DateTime } from '../../parts/time.tsx';
import { usePages } from '../../shell/pages.ts';
import { moneyIn } from '../catalogue/figures.ts';
import { StatusBadge } from '../orders/status-badge.tsx';
import { customerTexts } from './texts.ts';

const SHOWN = 5;

const latestQuery = (organization_id: string) =>
  queryOptions({
    // Below the orders: what changes them changes it.
    queryKey: ['orders', 'latest', organization_id],
    queryFn: ({ signal }) => {
      const query = { organization_id, size: SHOWN, sort: '-submitted_at' } as const;
      return answer(api.GET('/api/v1/shop/orders', { params: { query }, signal }));
    },
  });

/** The latest orders of an organization and the way to all of them, for those who may see orders. */
export const OrdersSection = ({ organizationId }: { readonly organizationId: string }) =>
  usePages().some(({ name }) => name === 'orders') ? <Latest organizationId={organizationId} /> : null;

const Latest = ({ organizationId }: { readonly organizationId: string }) => {
  const texts = useTexts(customerTexts);
  const locale = useLocale();
  const query = useQuery(latestQuery(organizationId));
  return (
    <Section title={texts.orders}>
      <Loaded query={query}>
        {({ items, total }) =>
          items.length === 0 ? (
            <p className="customers-soft">{texts.noOrders}</p>
          ) : (
            <>
              <ul className="customers-lines">
                {items.map(({ id, number, status, total: sum, submitted_at: at }) => (
                  <li key={id}>
                    <span className="customers-line-words">
                      <PageLink to="order" id={id}>
                        {texts.orderNumber(number)}
                      </PageLink>
                      <StatusBadge status={status} />
                      <span className="customers-soft">
                        <DateTime at={at} />
                      </span>
                    </span>
                    <span>{moneyIn(locale, sum)}</span>
                  </li>
                ))}
              </ul>
              {total > items.length && (
                <PageLink to="orders" search={{ organization_id: organizationId }}>
                  {texts.ordersOf(total)}
                </PageLink>
              )}
            </>
          )
        }
      </Loaded>
    </Section>
  );
};
