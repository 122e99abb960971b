import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { VIEWS } from '../address.ts';
import { countsQuery } from '../queries.ts';
import type { Counts } from '../schema.ts';
import { AddressLink, useAddress } from '../use-address.tsx';
import { listTexts } from './texts.ts';

/** Which conversations the list shows, and how many there are of those that need somebody. */
export const ViewLinks = () => {
  const texts = useTexts(listTexts);
  const locale = useLocale();
  const { view, words } = useAddress();
  const { data: counts } = useQuery(countsQuery);
  return (
    <nav className="conversations-views" aria-label={texts.viewsLabel}>
      {VIEWS.map((one) => {
        const count = one === 'all' ? 0 : (counts?.[one satisfies keyof Counts] ?? 0);
        const figures = new Intl.NumberFormat(locale).format(count);
        return (
          <AddressLink
            key={one}
            change={{ view: one, id: undefined, message: undefined, card: false, words: false }}
            className="conversations-view"
            title={texts.viewHints[one]}
            aria-current={one === view && !words ? 'true' : undefined}
          >
            {texts.views[one]}
            {count > 0 && (
              <span className="conversations-count" data-urgent={one === 'attention' || undefined}>
                <span aria-hidden="true">{count > 99 ? '99+' : figures}</span>
                <VisuallyHidden>: {figures}</VisuallyHidden>
              </span>
            )}
          </AddressLink>
        );
      })}
    </nav>
  );
};
