import { openingAt } from '#modules/settings/hours.ts';
import type { WorkingHours } from '#modules/settings/index.ts';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { useNow } from '../../../parts/time.tsx';
import { settingsTexts } from '../texts.ts';

/** What the hours come to at this moment, as they are written. */
export const OpeningNow = ({ hours }: { readonly hours: WorkingHours }) => {
  const texts = useTexts(settingsTexts).hours;
  const locale = useLocale();
  const now = new Date(useNow());
  const complete = Object.values(hours.weekly).every((day) =>
    day.every(({ from, to }) => from !== '' && to !== ''),
  );
  if (!complete) return null;
  const when = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: hours.time_zone,
  });
  const opening = openingAt(hours, now);
  const words = opening.open
    ? opening.closesAt === null
      ? texts.alwaysOpen
      : texts.openUntil(when.format(opening.closesAt))
    : opening.opensAt === null
      ? texts.neverOpen
      : texts.closedUntil(when.format(opening.opensAt));
  return (
    <p className="settings-now" data-open={opening.open}>
      {words}
    </p>
  );
};
