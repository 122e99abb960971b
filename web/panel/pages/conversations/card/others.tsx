import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { useChannelName } from '../../../parts/channel.tsx';
import type { ConversationDetails } from '../schema.ts';
import { conversationTexts } from '../texts.ts';
import { AddressLink } from '../use-address.tsx';
import { momentOf, stampOf } from '../when.ts';
import { cardTexts } from './texts.ts';

/** Where else the same person talks with the office. */
export const Others = ({ details: { others, person } }: { readonly details: ConversationDetails }) => {
  const texts = useTexts(cardTexts);
  const common = useTexts(conversationTexts);
  const channelName = useChannelName();
  const locale = useLocale();
  if (person === null) return null;
  return (
    <section className="conversations-others" aria-label={texts.others}>
      <h3 className="conversations-card-title">{texts.others}</h3>
      {others.length === 0 && <p className="conversations-card-empty">{texts.noOthers}</p>}
      <ul>
        {others.map(({ id, inbox, title, heard_at: at }) => (
          <li key={id}>
            <AddressLink
              change={{ id, message: undefined, card: false }}
              className="conversations-other-link"
            >
              <span className="conversations-other-inbox">{channelName(inbox)}</span>
              <span dir="auto">{title}</span>
              {at !== null && (
                <time dateTime={at} title={momentOf(locale, at)}>
                  {stampOf(locale, common, at, new Date())}
                </time>
              )}
            </AddressLink>
          </li>
        ))}
      </ul>
    </section>
  );
};
