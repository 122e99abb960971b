import { Button } from '@mantine/core';
import '@mantine/core/styles/Checkbox.layer.css';
import { IconArrowsExchange, IconFileUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { List } from '../../parts/list/list.tsx';
import { useList } from '../../parts/list/use-list.ts';
import { useMedia } from '../../parts/media.ts';
import { numberOf } from '../../parts/opened.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { useMay } from '../../session/session.ts';
import { useCommand } from '../../shell/commands.ts';
import { pageTitles } from '../texts.ts';
import { BulkBar } from './bulk-bar.tsx';
import { useColumns } from './columns.tsx';
import { categoriesQuery, productSource } from './queries.ts';
import { useSelection } from './selection.ts';
import { TakeAway } from './take-away.tsx';
import { catalogueTexts } from './texts.ts';
import { CategoryPanel } from './tree/category-panel.tsx';
import { CategoryPicker } from './tree/category-picker.tsx';
import { growTree } from './tree/tree.ts';
import './catalogue.css';

/** The goods: categories as a tree, products as a table. */
const CataloguePage = () => {
  const texts = useTexts(catalogueTexts);
  const title = useTexts(pageTitles).catalogue;
  const mayChange = useMay('catalogue.change');
  const { items, total, query, asked, ask } = useList(productSource);
  const { data: categories } = useQuery(categoriesQuery);
  const tree = useMemo(() => growTree(categories?.items ?? []), [categories]);
  const selection = useSelection(items);
  const isRoomy = useMedia('(min-width: 84em)');
  const { filters } = texts;
  const choice = { tree, chosen: numberOf(query.category_id), onChoose: choose };
  const hasTree = tree.byId.size > 0;

  function choose(id: number | undefined): void {
    ask({ category_id: id === undefined ? undefined : String(id) });
  }

  return (
    <>
      <PageHeader
        title={title}
        about={texts.about}
        actions={<Actions asked={asked} isEmpty={total === 0} />}
      />
      <div className="catalogue" data-split={(hasTree && isRoomy) || undefined}>
        {hasTree && isRoomy && (
          <aside className="catalogue-side" aria-label={texts.categories}>
            <CategoryPanel {...choice} />
          </aside>
        )}
        <div className="catalogue-main">
          {hasTree && !isRoomy && <CategoryPicker {...choice} />}
          {mayChange && items.length > 0 && <BulkBar {...selection} />}
          <List
            {...productSource}
            label={title}
            searchable={texts.searchIn}
            bestFirst={texts.bestFirst}
            columns={useColumns(mayChange ? selection : undefined)}
            filters={[
              {
                name: 'hidden',
                label: filters.hidden,
                options: [
                  { value: 'no', label: texts.hiddenOptions.no },
                  { value: 'yes', label: texts.hiddenOptions.yes },
                ],
              },
              {
                name: 'stock',
                label: filters.stock,
                options: [
                  { value: 'yes', label: texts.stockOptions.yes },
                  { value: 'no', label: texts.stockOptions.no },
                ],
              },
              {
                name: 'no_price',
                label: filters.price,
                options: [{ value: 'true', label: texts.noPriceOption }],
              },
            ]}
            rowKey={({ id }) => String(id)}
            rowLink={({ id }) => ({ to: '/catalog/products/$id', params: { id: String(id) } })}
            empty={{ title: texts.empty, text: texts.emptyText, action: <HowToLoad /> }}
          />
        </div>
      </div>
    </>
  );
};

export default CataloguePage;

const Actions = ({ asked, isEmpty }: { readonly asked: object; readonly isEmpty: boolean }) => {
  const texts = useTexts(catalogueTexts);
  const router = useRouter();
  const mayImport = useMay('catalogue.import');
  const load = () => router.navigate({ to: '/imports/new' });
  useCommand(
    mayImport ? { id: 'catalogue-load', label: texts.load, icon: IconFileUpload, run: load } : undefined,
  );
  return (
    <>
      {!isEmpty && <TakeAway asked={asked} />}
      <Button
        variant="default"
        leftSection={<IconArrowsExchange size={18} />}
        renderRoot={(props) => <Link {...props} to="/imports" />}
      >
        {texts.exchange}
      </Button>
      {mayImport && (
        <Button
          leftSection={<IconFileUpload size={18} />}
          renderRoot={(props) => <Link {...props} to="/imports/new" />}
        >
          {texts.load}
        </Button>
      )}
    </>
  );
};

/** What the page offers while there are no goods at all. */
const HowToLoad = () => {
  const texts = useTexts(catalogueTexts);
  return (
    <Button
      variant="default"
      leftSection={<IconArrowsExchange size={18} />}
      renderRoot={(props) => <Link {...props} to="/imports" />}
    >
      {texts.exchange}
    </Button>
  );
};
