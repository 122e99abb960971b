import { Button, Textarea } from '@mantine/core';
import { useState, useSyncExternalStore } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { Confirm } from '../../../parts/confirm.tsx';
import { Face } from '../../../parts/person.tsx';
import { useMay } from '../../../session/session.ts';
import { useDesk } from '../desk.ts';
import type { Conversation, Named } from '../schema.ts';
import { conversationTexts } from '../texts.ts';
import { composerTexts } from './texts.ts';
import { useTakeOver } from './use-takeover.ts';

/** Another operator answers: who it is, whether they type, and for managers the way to take it from them. */
export const HeldByOther = ({
  conversation: { id },
  operator,
  onTaken,
}: {
  readonly conversation: Conversation;
  readonly operator: Named;
  readonly onTaken: () => void;
}) => {
  const texts = useTexts(composerTexts);
  const common = useTexts(conversationTexts);
  const { typists, drafts } = useDesk();
  const maySeize = useMay('conversations.seize');
  const [asking, setAsking] = useState(false);
  const typist = useSyncExternalStore(typists.subscribe, () => typists.in(id));
  const draft = useSyncExternalStore(drafts.subscribe, () => drafts.read(id));
  const takeOver = useTakeOver(id, () => {
    setAsking(false);
    onTaken();
  });
  return (
    <div className="conversations-held">
      <div className="conversations-held-line">
        <Face id={operator.id} name={operator.name} />
        <p role="status">
          <strong>{typist ? common.typesHere(typist.name) : texts.answersHere(operator.name)}</strong>
          <span>{texts.answersHereAbout}</span>
        </p>
        {maySeize && (
          <Button variant="default" onClick={() => setAsking(true)}>
            {texts.seize}
          </Button>
        )}
      </div>
      <Textarea
        disabled
        aria-label={texts.message}
        placeholder={texts.placeholderOther(operator.name)}
        value={draft}
        readOnly
        rows={1}
      />
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={texts.seizeTitle(operator.name)}
        action={texts.seize}
        busy={takeOver.isPending}
        onConfirm={() => takeOver.mutate({ seize: true })}
      >
        {texts.seizeText(operator.name)}
      </Confirm>
    </div>
  );
};
