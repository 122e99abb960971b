import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { figuresIn } from '../figures.ts';
import { healthTexts } from '../health/texts.ts';
import type { Traffic } from '../queries.ts';
import { dashboardTexts } from '../texts.ts';

/** Which part of the messages went through which inbox; nothing to say of a single one. */
export const InboxShares = ({ inboxes }: { readonly inboxes: Traffic['inboxes'] }) => {
  const texts = useTexts(dashboardTexts);
  const names: Readonly<Record<string, string>> = useTexts(healthTexts).names;
  const words = figuresIn(useLocale());
  const counted = inboxes.map(({ inbox, messages_in, messages_out }) => ({
    inbox,
    count: messages_in + messages_out,
  }));
  const all = counted.reduce((sum, { count }) => sum + count, 0);
  if (counted.length < 2) return null;
  return (
    <ul className="dashboard-shares" aria-label={texts.byInbox}>
      {counted.map(({ inbox, count }) => (
        <li key={inbox}>{texts.inboxLine(names[inbox] ?? inbox, words.percent(count / all))}</li>
      ))}
    </ul>
  );
};
