import { Button } from '@mantine/core';
import { IconPlus, IconTags } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { Confirm } from '../../../parts/confirm.tsx';
import type { Words } from '../../../parts/list/define-list.ts';
import { ListSkeleton } from '../../../parts/list/list-skeleton.tsx';
import { WordsField } from '../../../parts/list/words-field.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { EmptyState } from '../../../parts/states.tsx';
import { useMay } from '../../../session/session.ts';
import { type SynonymGroup, synonymsQuery } from '../queries.ts';
import { GroupTable } from './group-table.tsx';
import { fitting } from './groups.ts';
import { SynonymDialog } from './synonym-dialog.tsx';
import { synonymTexts } from './texts.ts';
import { useSynonymWork } from './use-synonyms.ts';
import './synonyms.css';

/** What is being done: a group changed, removed, or made from these phrases. */
type Doing =
  | { readonly what: 'change' | 'remove'; readonly group: SynonymGroup }
  | { readonly what: 'add'; readonly phrases: readonly string[] };

/** Groups of words that mean the same; changed by those who may, read by all. */
export const SynonymsTab = () => {
  const texts = useTexts(synonymTexts);
  const number = new Intl.NumberFormat(useLocale());
  const may = useMay('search.tune');
  const { q = '' } = useSearch({ strict: false }) as Words;
  const navigate = useNavigate();
  const query = useQuery(synonymsQuery);
  const { remove, addUsual } = useSynonymWork();
  const [doing, setDoing] = useState<Doing>();
  const end = () => setDoing(undefined);
  const add = (...phrases: string[]) => setDoing({ what: 'add', phrases });

  const buttons = may && (
    <>
      <Button
        variant="default"
        title={texts.usualAbout}
        loading={addUsual.isPending}
        onClick={() => addUsual.mutate()}
      >
        {texts.usual}
      </Button>
      <Button leftSection={<IconPlus size={18} />} onClick={() => add()}>
        {texts.add}
      </Button>
    </>
  );

  return (
    <>
      <p className="search-about">{may ? texts.about : `${texts.about} ${texts.readOnly}`}</p>
      <Loaded query={query} skeleton={<ListSkeleton columns={3} />}>
        {({ items }) => {
          if (items.length === 0)
            return (
              <EmptyState
                icon={IconTags}
                title={texts.empty}
                text={may ? texts.emptyText : texts.emptyRead}
                action={<div className="search-buttons">{buttons}</div>}
              />
            );
          const shown = fitting(items, q);
          return (
            <section aria-label={texts.phrases}>
              <search className="list-toolbar">
                <WordsField
                  value={q}
                  label={texts.searchIn}
                  hint={texts.searchIn}
                  onWords={(words) =>
                    void navigate({
                      to: '.',
                      search: (before: Words) => ({ ...before, q: words }),
                      replace: true,
                      resetScroll: false,
                    })
                  }
                />
                <div className="search-buttons">{buttons}</div>
              </search>
              {shown.length > 0 ? (
                <GroupTable
                  groups={shown}
                  work={
                    may
                      ? {
                          change: (group) => setDoing({ what: 'change', group }),
                          remove: (group) => setDoing({ what: 'remove', group }),
                        }
                      : undefined
                  }
                />
              ) : (
                <EmptyState
                  icon={IconTags}
                  title={texts.nothing(q)}
                  action={may && <Button onClick={() => add(q)}>{texts.addThis(q)}</Button>}
                />
              )}
              <p role="status" className="list-paging list-total">
                {texts.total(shown.length, number.format(shown.length))}
              </p>
            </section>
          );
        }}
      </Loaded>
      {doing?.what === 'add' && <SynonymDialog phrases={doing.phrases} onClose={end} />}
      {doing?.what === 'change' && <SynonymDialog group={doing.group} onClose={end} />}
      <Confirm
        opened={doing?.what === 'remove'}
        title={texts.removeTitle}
        action={texts.removeAction}
        busy={remove.isPending}
        onClose={end}
        onConfirm={() => {
          if (doing?.what === 'remove') remove.mutate(doing.group, { onSettled: end });
        }}
      >
        <p>{texts.removeText}</p>
        <p className="search-quote">{doing?.what === 'remove' && doing.group.phrases.join(', ')}</p>
      </Confirm>
    </>
  );
};
