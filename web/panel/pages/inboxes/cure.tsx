import { useTexts } from '../../locale/locale.tsx';
import type { Inbox } from '../../parts/inboxes.ts';
import { inboxTexts } from './texts.ts';

/** What to do about an inbox that is ill or off, and what its messenger said. */
export const Cure = ({ inbox }: { readonly inbox: Inbox }) => {
  const texts = useTexts(inboxTexts);
  const { cure, needs, trouble, webhook, health } = inbox;
  if (cure === null) return null;
  const advice = {
    ...texts.cures,
    needs_setting: texts.cures.needs_setting(needs ?? ''),
    webhook_foreign: texts.cures.webhook_foreign(webhook?.host ?? ''),
  }[cure];
  const said = cure === 'webhook_failing' ? webhook?.last_error : trouble;
  return (
    <div className="inbox-cure" data-health={health}>
      <p>{advice}</p>
      {said && (
        <p className="inbox-answer">
          {texts.answered}: <code lang="en">{said}</code>
        </p>
      )}
    </div>
  );
};
