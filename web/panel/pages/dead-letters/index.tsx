import { Checkbox } from '@mantine/core';
import '@mantine/core/styles/Checkbox.layer.css';
import { useState } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { Correspondent } from '../../parts/correspondent.tsx';
import { InboxName } from '../../parts/inbox-name.tsx';
import { useInboxOptions } from '../../parts/inboxes.ts';
import type { Column } from '../../parts/list/column.ts';
import { ListPage } from '../../parts/list/list-page.tsx';
import { useList } from '../../parts/list/use-list.ts';
import { useOpened } from '../../parts/opened.ts';
import { TimeAgo } from '../../parts/time.tsx';
import { useMay } from '../../session/session.ts';
import { pageTitles } from '../texts.ts';
import { BulkBar } from './bulk-bar.tsx';
import { keyOf, wordOf } from './key.ts';
import { LetterSheet } from './letter-sheet.tsx';
import { type Letter, letterSource } from './queries.ts';
import { Said } from './said.tsx';
import { letterTexts } from './texts.ts';
import { Views } from './views.tsx';
import './dead-letters.css';

/** Letters that could not be worked: read, worked again or put aside, one by one or many at once. */
const DeadLettersPage = () => {
  const texts = useTexts(letterTexts);
  const titles = useTexts(pageTitles);
  const mayWork = useMay('deadLetters.work');
  const inboxes = useInboxOptions();
  const { opened, linkTo, close } = useOpened('letter', keyOf);
  const { items, query } = useList(letterSource);
  const state = query.state ?? 'dead';
  const named = [query.dialogue, ...items.map(({ dialogue }) => dialogue)];
  const dialogues = [...new Set(named.filter((name) => typeof name === 'string'))].sort();
  const selection = useSelection(items, state);
  const selectable = mayWork && state !== 'replayed';

  const select: Column<Letter> = {
    key: 'select',
    title: texts.select,
    width: '5rem',
    cell: (one) => (
      <Checkbox
        aria-label={texts.selectOne(one.person?.name || one.title)}
        checked={selection.has(one)}
        onChange={() => selection.toggle(one)}
      />
    ),
  };
  const columns: readonly Column<Letter>[] = [
    ...(selectable ? [select] : []),
    {
      key: 'from',
      title: texts.from,
      card: 'title',
      width: '22%',
      cell: (one) => <Correspondent {...one} small />,
    },
    {
      key: 'said',
      title: texts.said,
      width: '26%',
      card: 'plain',
      cell: ({ payload }) => <Said payload={payload} />,
    },
    {
      key: 'reason',
      title: texts.reason,
      card: 'plain',
      cell: ({ reason }) => (
        <code className="letter-short" lang="en">
          {reason}
        </code>
      ),
    },
    { key: 'inbox', title: texts.inbox, width: '7.5rem', cell: ({ inbox }) => <InboxName id={inbox} /> },
    { key: 'at', title: texts.at, sort: 'at', width: '7rem', cell: ({ at }) => <TimeAgo at={at} /> },
  ];

  return (
    <>
      <ListPage
        {...letterSource}
        title={titles.deadLetters}
        about={texts.about}
        csv="/api/v1/dead-letters.csv"
        searchable={texts.search}
        every={30_000}
        above={
          <>
            <Views state={state} />
            {selectable && items.length > 0 && <BulkBar state={state} {...selection.bar} />}
          </>
        }
        columns={columns}
        filters={[
          { name: 'inbox', label: texts.inbox, options: inboxes },
          ...(dialogues.length > 0
            ? [
                {
                  name: 'dialogue' as const,
                  label: texts.dialogue,
                  options: dialogues.map((name) => ({ value: name, label: name })),
                },
              ]
            : []),
        ]}
        rowKey={wordOf}
        rowLink={(one) => linkTo(wordOf(one))}
        empty={{ title: texts.empty, text: texts.emptyText }}
      />
      {opened && <LetterSheet letter={opened} onClose={close} />}
    </>
  );
};

/** Which letters are ticked, on this page and on those before; another view begins anew. */
const useSelection = (items: readonly Letter[], view: string) => {
  const [{ of, ticked }, set] = useState({ of: view, ticked: new Map<string, Letter>() });
  const selected = of === view ? ticked : new Map<string, Letter>();
  const change = (change: (map: Map<string, Letter>) => void): void => {
    const next = new Map(selected);
    change(next);
    set({ of: view, ticked: next });
  };
  const here = items.filter((one) => selected.has(wordOf(one))).length;
  const shown: 'all' | 'some' | 'none' = here === 0 ? 'none' : here === items.length ? 'all' : 'some';
  return {
    has: (one: Letter) => selected.has(wordOf(one)),
    toggle: (one: Letter) => change((map) => void (map.delete(wordOf(one)) || map.set(wordOf(one), one))),
    bar: {
      selected: [...selected.values()],
      shown,
      onSelect: (which: 'page' | 'none') =>
        change((map) => {
          if (which === 'none') map.clear();
          else for (const one of items) map.set(wordOf(one), one);
        }),
    },
  };
};

export default DeadLettersPage;
