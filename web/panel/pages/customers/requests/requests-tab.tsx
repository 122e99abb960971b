import { Badge, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import type { Column } from '../../../parts/list/column.ts';
import { List } from '../../../parts/list/list.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { Person } from '../../../parts/person.tsx';
import { TimeAgo } from '../../../parts/time.tsx';
import { useMay } from '../../../session/session.ts';
import { readable } from '../../people/names.ts';
import { type AccessRequest, loadRequests, REQUESTS, requestList } from '../queries.ts';
import { customerTexts } from '../texts.ts';
import { ApproveDialog } from './approve-dialog.tsx';
import { RefuseDialog } from './refuse-dialog.tsx';

const STATES = ['pending', 'approved', 'refused'] as const;
const COLOURS = { pending: 'yellow', approved: 'teal', refused: 'gray' } as const;

type Asked = { readonly act: 'approve' | 'refuse'; readonly request: AccessRequest };

/** Those who ask to be let into an organization. */
export const RequestsTab = () => {
  const texts = useTexts(customerTexts);
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const Question = asked?.act === 'approve' ? ApproveDialog : RefuseDialog;
  return (
    <>
      <List
        label={texts.tabs.requests}
        name={REQUESTS}
        list={requestList}
        searchable={texts.requestSearch}
        load={loadRequests}
        every={30_000}
        columns={useColumns(setAsked)}
        filters={[
          {
            name: 'state',
            label: texts.requestState,
            options: STATES.map((value) => ({ value, label: texts.requestStates[value] })),
          },
        ]}
        rowKey={({ id }) => id}
        empty={{ title: texts.noRequests, text: texts.noRequestsText }}
      />
      {asked && <Question request={asked.request} onClose={close} />}
    </>
  );
};

const useColumns = (ask: (asked: Asked) => void): readonly Column<AccessRequest>[] => {
  const texts = useTexts(customerTexts);
  const mayChange = useMay('customers.change');
  return [
    {
      key: 'person',
      title: texts.applicant,
      cell: ({ person: { id, name, phone } }) => (
        <PageLink to="person" id={id} className="customers-person" otherwise={<Person id={id} name={name} />}>
          <Person id={id} name={name} {...(phone === null ? {} : { about: readable('phone', phone) })} />
        </PageLink>
      ),
    },
    {
      key: 'wants',
      title: texts.wants,
      cell: ({ organization, words }) =>
        organization ? (
          <PageLink to="organization" id={organization.id} otherwise={organization.name}>
            {organization.name}
          </PageLink>
        ) : (
          <span className="customers-name">
            {words} <span className="customers-soft">({texts.unknown})</span>
          </span>
        ),
    },
    {
      key: 'at',
      title: texts.at,
      sort: 'created_at',
      width: '9rem',
      cell: ({ created_at: at }) => <TimeAgo at={at} />,
    },
    {
      key: 'decision',
      title: texts.decided,
      width: '15rem',
      cell: (request) =>
        request.state === 'pending' && mayChange ? (
          <Group gap="xs">
            <Button
              size="xs"
              aria-label={texts.approveTitle(request.person.name || texts.nobody)}
              onClick={() => ask({ act: 'approve', request })}
            >
              {texts.approve}
            </Button>
            <Button
              size="xs"
              variant="default"
              aria-label={`${texts.refuse}: ${request.person.name || texts.nobody}`}
              onClick={() => ask({ act: 'refuse', request })}
            >
              {texts.refuse}
            </Button>
          </Group>
        ) : (
          <Badge variant="light" color={COLOURS[request.state]}>
            {texts.requestStates[request.state]}
          </Badge>
        ),
    },
  ];
};
