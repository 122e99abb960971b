import { IconBan, IconPlugConnectedX, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { useIsPhone } from '../../../parts/media.ts';
import { toast } from '../../../parts/toasts.tsx';
import { useMay } from '../../../session/session.ts';
import { useDesk } from '../desk.ts';
import type { Conversation } from '../schema.ts';
import { conversationTexts } from '../texts.ts';
import { Composer } from './composer.tsx';
import { HandBack } from './hand-back.tsx';
import { HeldByOther } from './held-by-other.tsx';
import { lossOf } from './loss.ts';
import { TakeOver } from './take-over.tsx';
import { composerTexts } from './texts.ts';

/** What the operator can do in a conversation: answer, take it over, or see who has it. */
export const Dock = ({ conversation }: { readonly conversation: Conversation }) => {
  const texts = useTexts(composerTexts);
  const common = useTexts(conversationTexts);
  const { me } = useDesk();
  const phone = useIsPhone();
  const mayAnswer = useMay('conversations.answer');
  const [taken, setTaken] = useState(false);
  const { operator, reachable, person } = conversation;
  useLoss(conversation);
  if (!mayAnswer) return null;
  if (person?.erased)
    return (
      <div className="conversations-dock">
        <p className="conversations-dock-note">
          <IconTrash size={18} stroke={1.8} aria-hidden="true" />
          {texts.erasedNote}
        </p>
      </div>
    );
  return (
    <div className="conversations-dock">
      {person?.blocked ? (
        <p className="conversations-dock-note">
          <IconBan size={18} stroke={1.8} aria-hidden="true" />
          {texts.blockedNote}
        </p>
      ) : (
        !reachable && (
          <p className="conversations-dock-note">
            <IconPlugConnectedX size={18} stroke={1.8} aria-hidden="true" />
            {texts.unreachableNote}
          </p>
        )
      )}
      {operator === null ? (
        <TakeOver conversation={conversation} onTaken={() => setTaken(true)} />
      ) : operator.id === me.id ? (
        <>
          {phone && (
            <div className="conversations-dock-bar">
              <span>{common.byYou}</span>
              <HandBack conversation={conversation} />
            </div>
          )}
          <Composer key={conversation.id} conversation={conversation} autoFocus={taken} />
        </>
      ) : (
        <HeldByOther conversation={conversation} operator={operator} onTaken={() => setTaken(true)} />
      )}
    </div>
  );
};

/** Says that the conversation is not the operator's any more, unless they gave it away themselves. */
const useLoss = (conversation: Conversation): void => {
  const { id, operator } = conversation;
  const texts = useTexts(composerTexts);
  const { me, leaving, drafts } = useDesk();
  const mine = operator?.id === me.id;
  const before = useRef(mine);
  const other = operator?.name;
  const loss = lossOf(conversation);
  useEffect(() => {
    const lost = before.current && !mine;
    before.current = mine;
    if (!lost || leaving.delete(id)) return;
    const happened = other === undefined ? texts.lost[loss] : texts.noMoreYours(other);
    toast.told(drafts.read(id).trim() === '' ? happened : `${happened} ${texts.textKept}`);
  }, [mine, other, loss, id, leaving, drafts, texts]);
};
