import { Title } from '@mantine/core';
import { useRef } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { WordsField } from '../../../parts/list/words-field.tsx';
import { useArrival } from '../../../shell/arrival.ts';
import { useShortcut } from '../../../shell/shortcuts.ts';
import { NoticeSwitch } from '../notices/notice-switch.tsx';
import { conversationTexts } from '../texts.ts';
import { AddressLink, useAddress } from '../use-address.tsx';
import { Hits } from './hits.tsx';
import { InboxFilter } from './inbox-filter.tsx';
import { Rows } from './rows.tsx';
import { listTexts } from './texts.ts';
import { ViewLinks } from './view-links.tsx';

/** The left of the page: which conversations there are, and a search over them and over what was said. */
export const ListPane = () => {
  const texts = useTexts(listTexts);
  const { id, q, words, go } = useAddress();
  const pane = useRef<HTMLElement>(null);
  useShortcut('/', texts.keys.search, () => pane.current?.querySelector('input')?.focus());
  return (
    <section ref={pane} className="conversations-list" aria-label={texts.list}>
      <div className="conversations-list-head">
        {id === undefined ? <ArrivalTitle /> : <PlainTitle />}
        <NoticeSwitch />
      </div>
      <div className="conversations-search">
        <WordsField
          value={q}
          label={words ? texts.searchIn : texts.search}
          hint={words ? texts.searchWords : texts.searchPeople}
          onWords={(next) => go({ q: next }, true)}
        />
        <InboxFilter />
      </div>
      {(q !== '' || words) && (
        <nav className="conversations-modes" aria-label={texts.searchIn}>
          <AddressLink
            change={{ words: false }}
            className="conversations-mode"
            aria-current={words ? undefined : 'true'}
          >
            {texts.inPeople}
          </AddressLink>
          <AddressLink
            change={{ words: true }}
            className="conversations-mode"
            aria-current={words ? 'true' : undefined}
          >
            {texts.inMessages}
          </AddressLink>
        </nav>
      )}
      {!words && <ViewLinks />}
      {words ? <Hits /> : <Rows />}
    </section>
  );
};

const PlainTitle = () => (
  <Title order={1} size="h2">
    {useTexts(conversationTexts).title}
  </Title>
);

/** The heading of the page while no conversation is open: then its own heading is where one arrives. */
const ArrivalTitle = () => (
  <Title order={1} size="h2" ref={useArrival()} tabIndex={-1}>
    {useTexts(conversationTexts).title}
  </Title>
);
