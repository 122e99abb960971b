import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { remember, remembered } from '../../locale/memory.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { useMedia } from '../../parts/media.ts';
import { useTitle } from '../../parts/title.ts';
import { CardBody, CardPane } from './card/card-pane.tsx';
import './conversations.css';
import { DeskContext } from './desk.ts';
import { Calm } from './list/calm.tsx';
import { ListPane } from './list/list-pane.tsx';
import { useOwnDesk } from './own-desk.ts';
import { countsQuery } from './queries.ts';
import { conversationTexts } from './texts.ts';
import { ThreadPane } from './thread/thread-pane.tsx';
import { useAddress } from './use-address.tsx';

/** Room for list, conversation and card beside the navigation. */
const WIDE = '(min-width: 84em)';
const CARD_KEY = 'kontora.panel.card';

/** Where operators live: who writes, what they write, who they are. */
const ConversationsPage = () => (
  <DeskContext value={useOwnDesk()}>
    <Panes />
  </DeskContext>
);

export default ConversationsPage;

const Panes = () => {
  const texts = useTexts(conversationTexts);
  const { id, card, go } = useAddress();
  const wide = useMedia(WIDE);
  const [beside, setBeside] = useState(() => remembered(CARD_KEY) !== 'closed');
  useWaitingTitle();

  const flipCard = (): void => {
    if (wide) {
      remember(CARD_KEY, beside ? 'closed' : 'open');
      setBeside(!beside);
    } else go({ card: !card });
  };
  return (
    <div className="conversations" data-open={id !== undefined || undefined}>
      <ListPane />
      {id === undefined ? (
        <div className="conversations-thread conversations-choose">
          <Calm kind="choose" title={texts.choose} text={texts.chooseText} />
        </div>
      ) : (
        <ThreadPane id={id} onCard={flipCard} />
      )}
      {id !== undefined && wide && beside && <CardPane key={id} id={id} onClose={flipCard} />}
      {id !== undefined && !wide && card && (
        <Dialog title={texts.card} className="conversations-drawer" onClose={() => go({ card: false }, true)}>
          <CardBody key={id} id={id} />
        </Dialog>
      )}
    </div>
  );
};

/** The window says how many wait, so that it is seen among other windows. */
const useWaitingTitle = (): void => {
  const { title } = useTexts(conversationTexts);
  const { data: counts } = useQuery(countsQuery);
  const waiting = counts?.attention ?? 0;
  useTitle(waiting > 0 ? `(${waiting}) ${title}` : title);
};
