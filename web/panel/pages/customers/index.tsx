import { Badge, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTexts } from '../../locale/locale.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { useMay } from '../../session/session.ts';
import { pageTitles } from '../texts.ts';
import { NewOrganization } from './new-organization.tsx';
import { OrganizationsTab } from './organizations-tab.tsx';
import { waitingQuery } from './queries.ts';
import { RequestsTab } from './requests/requests-tab.tsx';
import { customerTexts } from './texts.ts';
import '@mantine/core/styles/Tabs.layer.css';
import './customers.css';

const TABS = { organizations: OrganizationsTab, requests: RequestsTab } as const;
type Tab = keyof typeof TABS;
const NAMES = Object.keys(TABS) as readonly Tab[];

/** Who orders, and who asks to be let in. The tab stands in the address. */
const CustomersPage = () => {
  const texts = useTexts(customerTexts);
  const title = useTexts(pageTitles).customers;
  const mayChange = useMay('customers.change');
  const { data: waiting = 0 } = useQuery(waitingQuery);
  const { tab: word } = useSearch({ strict: false }) as { readonly tab?: string };
  const navigate = useNavigate();
  const tab = NAMES.find((name) => name === word) ?? 'organizations';
  const Content = TABS[tab];
  // Each tab has words of its own in the address.
  const turn = (to: string | null) =>
    void navigate({
      to: '/customers',
      search: to === 'organizations' ? {} : { tab: to ?? undefined },
      resetScroll: false,
    });
  return (
    <>
      <PageHeader title={title} about={texts.about} actions={mayChange && <NewOrganization />} />
      <Tabs value={tab} onChange={turn} keepMounted={false}>
        <Tabs.List aria-label={title}>
          {NAMES.map((name) => (
            <Tabs.Tab
              key={name}
              value={name}
              rightSection={
                name === 'requests' && waiting > 0 ? <Badge size="sm">{waiting}</Badge> : undefined
              }
            >
              {texts.tabs[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} className="customers-panel">
          <Content />
        </Tabs.Panel>
      </Tabs>
    </>
  );
};

export default CustomersPage;
