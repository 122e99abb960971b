import { lazy } from 'react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { Change, Figure } from '../figure.tsx';
import { changeOf, figuresIn } from '../figures.ts';
import type { Traffic } from '../queries.ts';
import { dashboardTexts } from '../texts.ts';
import { ChartCard } from './chart-card.tsx';
import { NoTraffic } from './no-traffic.tsx';
import { slotWords } from './slot.ts';

const Lines = lazy(() => import('./charts.tsx').then((charts) => ({ default: charts.Lines })));

/** How fast dialogues answer, and how long people wait for operators. */
export const ResponsesCard = ({ traffic }: { readonly traffic: Traffic }) => {
  const texts = useTexts(dashboardTexts);
  const locale = useLocale();
  const words = figuresIn(locale);
  const { totals, previous, series, unit, period } = traffic;
  const slot = slotWords(locale, unit);
  const time = (ms: number | null): string => (ms === null ? '—' : words.duration(ms));
  return (
    <ChartCard
      title={texts.responses}
      rows={series}
      isEmpty={totals.answers === 0}
      empty={<NoTraffic title={texts.noneAnswered} />}
      summary={
        totals.answers === 0
          ? texts.responsesNone(texts.periods[period])
          : texts.responsesSummary(
              time(totals.answer_p50_ms),
              time(totals.answer_p95_ms),
              texts.periods[period],
            )
      }
      columns={[
        { title: unit === 'hour' ? texts.hour : texts.day, cell: ({ at }) => slot.long(at) },
        { title: texts.answerHalf, cell: (row) => time(row.answer_p50_ms) },
        { title: texts.answerMost, cell: (row) => time(row.answer_p95_ms) },
        { title: texts.operatorWait, cell: (row) => time(row.operator_wait_p50_ms) },
      ]}
      figures={
        <dl className="dashboard-totals">
          <Figure
            name={texts.answerHalf}
            series="first"
            value={time(totals.answer_p50_ms)}
            about={<Change share={changeOf(totals.answer_p50_ms, previous.answer_p50_ms)} />}
          />
          <Figure
            name={texts.answerMost}
            series="second"
            value={time(totals.answer_p95_ms)}
            about={<Change share={changeOf(totals.answer_p95_ms, previous.answer_p95_ms)} />}
          />
          <Figure
            name={texts.operatorWait}
            value={time(totals.operator_wait_p50_ms)}
            about={
              totals.operator_answers === 0
                ? texts.noAnswers
                : texts.operatorWaitAbout(words.count(totals.operator_answers))
            }
          />
        </dl>
      }
    >
      <Lines
        points={series.map((one) => ({
          label: slot.short(one.at),
          half: one.answer_p50_ms,
          most: one.answer_p95_ms,
        }))}
        names={[
          ['half', texts.answerHalf],
          ['most', texts.answerMost],
        ]}
        format={words.duration}
      />
    </ChartCard>
  );
};
