import { Button } from '@mantine/core';
import { IconFileDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../locale/locale.tsx';
import type { Column } from '../../parts/list/column.ts';
import { ListPage } from '../../parts/list/list-page.tsx';
import { useList } from '../../parts/list/use-list.ts';
import { Narrowed } from '../../parts/narrowed.tsx';
import { numberOf, useOpened } from '../../parts/opened.ts';
import { DateTime } from '../../parts/time.tsx';
import { pageTitles } from '../texts.ts';
import { Actor } from './actor.tsx';
import { ChainState, VerifyButton } from './chain-state.tsx';
import { EntrySheet } from './entry-sheet.tsx';
import { actionsQuery, CHANNELS, type Entry, OUTCOMES } from './queries.ts';
import { auditTexts } from './texts.ts';
import { useAuditSource } from './use-audit-source.ts';
import { Action, Channel, Subject, useAuditWords } from './words.tsx';
import './audit.css';

/** Who did what in the office; the way to check that nobody touched what is written. */
const AuditPage = () => {
  const texts = useTexts(auditTexts);
  const titles = useTexts(pageTitles);
  const source = useAuditSource();
  const words = useAuditWords();
  const actions = useQuery(actionsQuery).data?.items ?? [];
  const { opened, linkTo, close } = useOpened('entry', numberOf);

  const columns: readonly Column<Entry>[] = [
    {
      key: 'action',
      title: texts.action,
      card: 'title',
      sort: 'action',
      cell: (one) => <Action {...one} />,
    },
    { key: 'subject', title: texts.subject, width: '26%', cell: (one) => <Subject {...one} /> },
    { key: 'actor', title: texts.actor, width: '20%', cell: (one) => <Actor {...one} /> },
    {
      key: 'channel',
      title: texts.channel,
      width: '9rem',
      cell: (one) => <Channel {...one} />,
    },
    { key: 'at', title: texts.at, sort: 'seq', width: '11rem', cell: ({ at }) => <DateTime at={at} /> },
  ];

  return (
    <>
      <ListPage
        {...source}
        title={titles.audit}
        about={texts.about}
        actions={
          <>
            <VerifyButton />
            <Button
              variant="default"
              component="a"
              href="/api/v1/audit.jsonl"
              download
              leftSection={<IconFileDownload size={18} stroke={1.7} />}
            >
              {texts.jsonl}
            </Button>
          </>
        }
        above={
          <>
            <ChainState />
            <OneOnly />
          </>
        }
        csv="/api/v1/audit.csv"
        searchable={texts.search}
        every={15_000}
        columns={columns}
        filters={[
          {
            name: 'action',
            label: texts.action,
            options: actions.map((action) => ({ value: action, label: words.action(action) })),
          },
          {
            name: 'outcome',
            label: texts.outcome,
            options: OUTCOMES.map((outcome) => ({ value: outcome, label: texts.outcomes[outcome] })),
          },
          {
            name: 'channel',
            label: texts.channel,
            options: CHANNELS.map((channel) => ({ value: channel, label: texts.channels[channel] })),
          },
          { name: 'from', label: texts.from },
          { name: 'to', label: texts.until },
        ]}
        rowKey={({ seq }) => String(seq)}
        rowLink={({ seq }) => linkTo(String(seq))}
        empty={{ title: texts.empty, text: texts.emptyText }}
      />
      {opened !== undefined && <EntrySheet seq={opened} onClose={close} />}
    </>
  );
};

/** Says that the list shows one person or one thing only. */
const OneOnly = () => {
  const texts = useTexts(auditTexts);
  const { query } = useList(useAuditSource());
  const narrowed = [
    ['actor_id', texts.oneActor],
    ['subject_id', texts.oneSubject],
  ] as const;
  return narrowed.map(
    ([by, label]) =>
      query[by] !== undefined && <Narrowed key={by} by={by} label={label} all={texts.showAll} />,
  );
};

export default AuditPage;
