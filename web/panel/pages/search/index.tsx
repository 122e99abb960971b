import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTexts } from '../../locale/locale.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { useMay } from '../../session/session.ts';
import { pageTitles } from '../texts.ts';
import { AskedTab } from './asked/asked-tab.tsx';
import { CheckTab } from './check/check-tab.tsx';
import { searchNames } from './names/texts.ts';
import { SynonymsTab } from './synonyms/synonyms-tab.tsx';
import { searchTexts } from './texts.ts';
import '@mantine/core/styles/Tabs.layer.css';
import './search.css';

const TABS = { check: CheckTab, synonyms: SynonymsTab, asked: AskedTab } as const;
type Tab = keyof typeof TABS;
const NAMES = Object.keys(TABS) as readonly Tab[];

/** How customers find goods: try it, teach it words, see what it did not find. The tab stands in the address. */
const SearchPage = () => {
  const texts = useTexts(searchTexts);
  const title = useTexts(pageTitles).search;
  const names = useTexts(searchNames);
  const mayReport = useMay('searches.read');
  const { tab: word } = useSearch({ strict: false }) as { readonly tab?: string };
  const navigate = useNavigate();
  const shown = NAMES.filter((name) => name !== 'asked' || mayReport);
  const tab = shown.find((name) => name === word) ?? 'check';
  const Content = TABS[tab];
  // Each tab has words of its own in the address.
  const turn = (to: string | null) =>
    void navigate({
      to: '/search',
      search: to === 'check' ? {} : { tab: to ?? undefined },
      resetScroll: false,
    });
  return (
    <>
      <PageHeader title={title} about={texts.about} />
      <Tabs value={tab} onChange={turn} keepMounted={false}>
        <Tabs.List aria-label={title} className="search-tabs">
          {shown.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {names[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} className="search-panel">
          <Content />
        </Tabs.Panel>
      </Tabs>
    </>
  );
};

export default SearchPage;
