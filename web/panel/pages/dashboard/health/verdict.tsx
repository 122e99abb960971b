import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { TimeAgo, useNow } from '../../../parts/time.tsx';
import { pageTitles } from '../../texts.ts';
import { figuresIn } from '../figures.ts';
import type { Health, Part } from '../queries.ts';
import { dashboardTexts } from '../texts.ts';
import { StateIcon } from './part-row.tsx';
import { healthTexts } from './texts.ts';
import { CURING_PAGES, cureOf, illOf } from './words.ts';

/** The one line that an owner looks for: everything works; or what does not, and what helps. */
export const Verdict = ({ health, checkedAt }: { readonly health: Health; readonly checkedAt: number }) => {
  const texts = useTexts(dashboardTexts);
  const words = figuresIn(useLocale());
  const now = useNow();
  const ills = health.parts.filter(({ state }) => state === 'degraded' || state === 'down');
  const age = words.wait(Math.max(60_000, now - Date.parse(health.started_at)));
  const title = { ok: texts.well, degraded: texts.ill(ills.length), down: texts.down }[health.state];
  return (
    <section className="dashboard-verdict" data-state={health.state} aria-labelledby="dashboard-verdict">
      <StateIcon state={health.state} size={32} />
      <div className="dashboard-verdict-words">
        <h2 id="dashboard-verdict" aria-live="polite">
          {title}
        </h2>
        {ills.length === 0 ? (
          <p>
            {texts.wellFor(age)}. {texts.checked} <TimeAgo at={checkedAt} />.
          </p>
        ) : (
          <ul className="dashboard-ills">
            {ills.map((part) => (
              <Ill key={`${part.part} ${part.name}`} part={part} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
};

const Ill = ({ part }: { readonly part: Part }) => {
  const texts = useTexts(healthTexts);
  const words = figuresIn(useLocale());
  const titles = useTexts(pageTitles);
  const page = Object.entries(CURING_PAGES).find(([cure]) => cure === part.cure)?.[1];
  return (
    <li>
      <strong>{illOf(part, texts, words)}.</strong> {cureOf(part, texts)}{' '}
      {page !== undefined && <PageLink to={page}>{texts.open(titles[page])}</PageLink>}
    </li>
  );
};
