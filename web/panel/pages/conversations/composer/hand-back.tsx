import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTexts } from '../../../locale/locale.tsx';
import { useShortcut } from '../../../shell/shortcuts.ts';
import type { Conversation } from '../schema.ts';
import { composerTexts } from './texts.ts';
import { useHandBack } from './use-takeover.ts';

/** Ends the operator's part: the bot answers again. */
export const HandBack = ({ conversation: { id } }: { readonly conversation: Conversation }) => {
  const texts = useTexts(composerTexts);
  const handBack = useHandBack(id);
  const run = (): void => {
    if (!handBack.isPending) handBack.mutate();
  };
  useShortcut('b', texts.keys.handBack, run);
  return (
    <Button
      variant="default"
      className="conversations-hand-back"
      leftSection={<IconArrowBackUp size={18} stroke={1.8} />}
      loading={handBack.isPending}
      onClick={run}
    >
      {texts.handBack}
    </Button>
  );
};
