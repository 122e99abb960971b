import './people.css';
import { Badge } from '@mantine/core';
import { ROLES } from '#modules/access/index.ts';
import { answer, api } from '../../api/client.ts';
import { useTexts } from '../../locale/locale.tsx';
import type { Column } from '../../parts/list/column.ts';
import { defineList } from '../../parts/list/define-list.ts';
import { ListPage } from '../../parts/list/list-page.tsx';
import { Person } from '../../parts/person.tsx';
import { RoleNames, useRoleName } from '../../parts/role-names.tsx';
import { partTexts } from '../../parts/texts.ts';
import { DateTime, TimeAgo } from '../../parts/time.tsx';
import { pageTitles } from '../texts.ts';
import { NewEmployee } from './access/new-employee.tsx';
import { readable, useNameOf } from './names.ts';
import type { ListedPerson } from './queries.ts';
import { peopleTexts } from './texts.ts';

const CHANNELS = ['telegram', 'webchat', 'rocketchat', 'phone', 'email'];

const peopleList = defineList({
  sorts: ['name', 'created_at'],
  usual: '-created_at',
  filters: { role: ROLES, blocked: ['true', 'false'], channel: CHANNELS },
});

/** Everybody the office knows. */
const PeoplePage = () => {
  const texts = useTexts(peopleTexts);
  const roleName = useRoleName();
  const { filters, blockedOptions } = texts;
  const optionsOf = (values: readonly string[], nameOf: (value: string) => string) =>
    values.map((value) => ({ value, label: nameOf(value) }));
  return (
    <ListPage
      title={useTexts(pageTitles).people}
      about={texts.about}
      actions={<NewEmployee />}
      name="people"
      list={peopleList}
      csv="/api/v1/people.csv"
      searchable={texts.searchIn}
      load={(query, signal) => answer(api.GET('/api/v1/people', { params: { query }, signal }))}
      columns={useColumns()}
      filters={[
        { name: 'role', label: filters.role, options: optionsOf(ROLES, roleName) },
        {
          name: 'blocked',
          label: filters.blocked,
          options: optionsOf(['true', 'false'], (value) => blockedOptions[value as 'true' | 'false']),
        },
        {
          name: 'channel',
          label: filters.channel,
          options: optionsOf(CHANNELS, (kind) => texts.kinds[kind] ?? kind),
        },
      ]}
      rowKey={({ id }) => id}
      rowLink={({ id }) => ({ to: '/people/$id', params: { id } })}
      empty={{ title: texts.empty, text: texts.emptyText }}
    />
  );
};

export default PeoplePage;

const useColumns = (): readonly Column<ListedPerson>[] => {
  const texts = useTexts(peopleTexts);
  const nameOf = useNameOf();
  const nothing = useTexts(partTexts).never;
  return [
    {
      key: 'name',
      title: texts.name,
      sort: 'name',
      cell: (person) => <Person small id={person.id} name={nameOf(person)} />,
    },
    {
      key: 'contacts',
      title: texts.contacts,
      width: '11.5rem',
      cell: (person) => <Contacts person={person} />,
    },
    {
      key: 'state',
      title: texts.state,
      width: '9.5rem',
      cell: ({ roles, blocked }) => (
        <span className="people-state">
          {blocked && (
            <Badge variant="light" color="red">
              {texts.blocked}
            </Badge>
          )}
          {roles.length > 0 && <RoleNames roles={roles} />}
          {!blocked && roles.length === 0 && nothing}
        </span>
      ),
    },
    {
      key: 'seen',
      title: texts.seen,
      width: '9rem',
      cell: ({ seen_at: at }) => (at === null ? nothing : <TimeAgo at={at} />),
    },
    {
      key: 'created',
      title: texts.created,
      sort: 'created_at',
      width: '11rem',
      card: 'hidden',
      cell: ({ created_at: at }) => <DateTime at={at} />,
    },
  ];
};

/** How to reach the person best, and where they speak from. */
const Contacts = ({ person: { identities } }: { readonly person: ListedPerson }) => {
  const texts = useTexts(peopleTexts);
  const told = ['phone', 'email'].flatMap(
    (kind) => identities.find((identity) => identity.kind === kind) ?? [],
  );
  const [best] = told;
  const kinds = new Set(
    identities.map(({ kind }) => kind).filter((kind) => kind !== 'phone' && kind !== 'email'),
  );
  if (identities.length === 0) return <span className="people-soft">{texts.noContacts}</span>;
  return (
    <span className="people-contacts">
      {best && <span>{readable(best.kind, best.value)}</span>}
      {kinds.size > 0 && (
        <span className="people-soft">{[...kinds].map((kind) => texts.kinds[kind] ?? kind).join(', ')}</span>
      )}
    </span>
  );
};
