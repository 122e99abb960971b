import type { ReactNode } from 'react';
import { PageHeader } from '../page-header.tsx';
import type { ListDefinition } from './define-list.ts';
import { List, type ListProps } from './list.tsx';

interface ListPageProps<Item, Definition extends ListDefinition>
  extends Omit<ListProps<Item, Definition>, 'label'> {
  readonly title: string;
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
  /** Between the heading and the list. */
  readonly above?: ReactNode;
}

/**
 * A whole page that is one list. Order, filters, words and page stand in the address, so that it can be sent on:
 *
 * ```tsx
 * const peopleList = defineList({ sorts: ['name', 'created_at'], usual: '-created_at', filters: { role: ROLES } });
 *
 * <ListPage
 *   title={texts.title} name="people" list={peopleList} csv="/api/v1/people.csv" searchable
 *   load={(query, signal) => answer(api.GET('/api/v1/people', { params: { query }, signal }))}
 *   columns={[{ key: 'name', title: texts.name, sort: 'name', cell: (person) => <Person {...person} /> }]}
 *   filters={[{ name: 'role', label: texts.role, options: ROLES.map((role) => ({ value: role, label: roles[role] })) }]}
 *   rowKey={({ id }) => id} rowLink={({ id }) => ({ to: '/people/$id', params: { id } })}
 *   empty={{ title: texts.empty, text: texts.emptyText }}
 * />
 * ```
 */
export const ListPage = <Item, const Definition extends ListDefinition>({
  title,
  about,
  actions,
  above,
  ...list
}: ListPageProps<Item, Definition>): ReactNode => (
  <>
    <PageHeader title={title} about={about} actions={actions} />
    {above}
    <List label={title} {...list} />
  </>
);
