import { useLocale, useTexts } from '../../locale/locale.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Figure } from './figure.tsx';
import { figuresIn } from './figures.ts';
import type { Now } from './queries.ts';
import { dashboardTexts } from './texts.ts';

/** What happens at this moment, in four figures. */
export const Live = ({ now }: { readonly now: Now }) => {
  const texts = useTexts(dashboardTexts);
  const words = figuresIn(useLocale());
  const { queued, operated, talking, turns_per_minute, longest_wait_seconds } = now;
  const waits = words.wait(longest_wait_seconds * 1_000);
  return (
    <section aria-label={texts.live} className="dashboard-now">
      <dl className="dashboard-live">
        <Figure
          name={
            <PageLink to="conversations" search={{ view: 'queue' }} otherwise={texts.queued}>
              {texts.queued}
            </PageLink>
          }
          value={words.count(queued)}
          about={queued > 0 ? texts.longestWait(waits) : texts.nobodyWaits}
          urgent={queued > 0}
        />
        <Figure name={texts.operated} value={words.count(operated)} about={texts.operatedAbout(operated)} />
        <Figure name={texts.talking} value={words.count(talking)} about={texts.talkingAbout} />
        <Figure name={texts.turns} value={words.rough(turns_per_minute)} about={texts.turnsAbout} />
      </dl>
    </section>
  );
};
