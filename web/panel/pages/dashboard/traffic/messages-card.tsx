import { lazy } from 'react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { Change, Figure } from '../figure.tsx';
import { changeOf, figuresIn } from '../figures.ts';
import type { Traffic } from '../queries.ts';
import { dashboardTexts } from '../texts.ts';
import { ChartCard } from './chart-card.tsx';
import { InboxShares } from './inbox-shares.tsx';
import { NoTraffic } from './no-traffic.tsx';
import { slotWords } from './slot.ts';

const Bars = lazy(() => import('./charts.tsx').then((charts) => ({ default: charts.Bars })));

/** How many messages came and went, from how many people, through which inboxes. */
export const MessagesCard = ({ traffic }: { readonly traffic: Traffic }) => {
  const texts = useTexts(dashboardTexts);
  const locale = useLocale();
  const words = figuresIn(locale);
  const { totals, previous, series, unit, period } = traffic;
  const slot = slotWords(locale, unit);
  const busiest = series.reduce(
    (most, one) => (one.messages_in > most.messages_in ? one : most),
    series[0] ?? NONE,
  );
  return (
    <ChartCard
      title={texts.messages}
      rows={series}
      isEmpty={totals.messages_in + totals.messages_out === 0}
      empty={<NoTraffic title={texts.noTraffic} />}
      summary={[
        texts.messagesSummary(
          words.count(totals.messages_in),
          words.count(totals.messages_out),
          texts.periods[period],
        ),
        texts.messagesPeak(slot.long(busiest.at), words.count(busiest.messages_in)),
      ].join(' ')}
      columns={[
        { title: unit === 'hour' ? texts.hour : texts.day, cell: ({ at }) => slot.long(at) },
        { title: texts.messagesIn, cell: (row) => words.count(row.messages_in) },
        { title: texts.messagesOut, cell: (row) => words.count(row.messages_out) },
        { title: texts.people, cell: (row) => words.count(row.people) },
        { title: texts.deadLetters, cell: (row) => words.count(row.dead_letters) },
      ]}
      figures={
        <>
          <dl className="dashboard-totals">
            <Figure
              name={texts.messagesIn}
              series="first"
              value={words.count(totals.messages_in)}
              about={<Change share={changeOf(totals.messages_in, previous.messages_in)} />}
            />
            <Figure
              name={texts.messagesOut}
              series="second"
              value={words.count(totals.messages_out)}
              about={<Change share={changeOf(totals.messages_out, previous.messages_out)} />}
            />
            <Figure
              name={texts.people}
              value={words.count(totals.people)}
              about={<Change share={changeOf(totals.people, previous.people)} />}
            />
            <Figure
              name={texts.deadLetters}
              value={words.count(totals.dead_letters)}
              about={<Change share={changeOf(totals.dead_letters, previous.dead_letters)} />}
            />
          </dl>
          <InboxShares inboxes={traffic.inboxes} />
        </>
      }
    >
      <Bars
        points={series.map((one) => ({
          label: slot.short(one.at),
          in: one.messages_in,
          out: one.messages_out,
        }))}
        names={[
          ['in', texts.messagesIn],
          ['out', texts.messagesOut],
        ]}
        format={words.count}
      />
    </ChartCard>
  );
};

const NONE = { at: '', messages_in: 0 };
