import { Title, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useLocale, useTexts } from '../../locale/locale.tsx';
import { WordsField } from '../../parts/list/words-field.tsx';
import { Narrowed } from '../../parts/narrowed.tsx';
import { useArrival } from '../../shell/arrival.ts';
import { useShortcut } from '../../shell/shortcuts.ts';
import { AddressLink, STATES, useAddress } from './address.tsx';
import { countsQuery } from './queries.ts';
import { Rows } from './rows.tsx';
import { questionTexts } from './texts.ts';

/** The left of the page: which questions there are, and a search over them. */
export const ListPane = () => {
  const texts = useTexts(questionTexts);
  const { id, q, organizationId, go } = useAddress();
  const pane = useRef<HTMLElement>(null);
  useShortcut('/', texts.keys.search, () => pane.current?.querySelector('input')?.focus());
  return (
    <section ref={pane} className="questions-list" aria-label={texts.list}>
      <div className="questions-list-head">{id === undefined ? <ArrivalTitle /> : <PlainTitle />}</div>
      <div className="questions-search">
        <WordsField
          value={q}
          label={texts.search}
          hint={texts.searchHint}
          onWords={(words) => go({ q: words }, true)}
        />
      </div>
      {organizationId !== undefined && (
        <Narrowed by="organization_id" label={texts.oneOrganization} all={texts.allOrganizations} />
      )}
      <StateLinks />
      <Rows />
    </section>
  );
};

/** Which questions the list shows, and how many wait. */
const StateLinks = () => {
  const texts = useTexts(questionTexts);
  const locale = useLocale();
  const { state } = useAddress();
  const { data: counts } = useQuery(countsQuery);
  return (
    <nav className="questions-states" aria-label={texts.statesLabel}>
      {STATES.map((one) => {
        const count = one === 'waiting' ? (counts?.waiting ?? 0) : 0;
        return (
          <AddressLink
            key={one}
            change={{ state: one, id: undefined }}
            className="questions-state"
            aria-current={one === state ? 'true' : undefined}
          >
            {texts.states[one]}
            {count > 0 && (
              <span className="questions-count">
                <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
                <VisuallyHidden>: {new Intl.NumberFormat(locale).format(count)}</VisuallyHidden>
              </span>
            )}
          </AddressLink>
        );
      })}
    </nav>
  );
};

const PlainTitle = () => (
  <Title order={1} size="h2">
    {useTexts(questionTexts).title}
  </Title>
);

/** The heading of the page while no question is open: then its own heading is where one arrives. */
const ArrivalTitle = () => (
  <Title order={1} size="h2" ref={useArrival()} tabIndex={-1}>
    {useTexts(questionTexts).title}
  </Title>
);
