import { Button, Group } from '@mantine/core';
import { IconMessageChatbot, IconPlus, IconSearchOff } from '@tabler/icons-react';
import { useTexts } from '../../../locale/locale.tsx';
import type { Words } from '../../../parts/list/define-list.ts';
import { EmptyState } from '../../../parts/states.tsx';
import { useMay } from '../../../session/session.ts';
import type { Found } from '../queries.ts';
import { checkTexts } from './texts.ts';

interface NothingProps {
  readonly q: string;
  readonly found: Found;
  readonly withHidden: boolean;
  readonly onAsk: (change: Words) => void;
  readonly onAdd: (phrase: string) => void;
}

/** Nothing was found: what to do about it. */
export const Nothing = ({ q, found, withHidden, onAsk, onAdd }: NothingProps) => {
  const texts = useTexts(checkTexts);
  const mayTune = useMay('search.tune');
  const { corrected, empty } = found;
  if (empty) return <EmptyState icon={IconMessageChatbot} title={texts.empty} text={texts.emptyText} />;
  return (
    <EmptyState
      icon={IconSearchOff}
      title={texts.nothing}
      text={mayTune ? texts.nothingText : texts.nothingRead}
      action={
        <Group gap="xs" justify="center">
          {corrected !== null && (
            <Button onClick={() => onAsk({ q: corrected })}>{texts.tryCorrected(corrected)}</Button>
          )}
          {mayTune && (
            <Button
              variant={corrected === null ? 'filled' : 'default'}
              leftSection={<IconPlus size={18} />}
              onClick={() => onAdd(q)}
            >
              {texts.addSynonym}
            </Button>
          )}
          {!withHidden && (
            <Button variant="default" onClick={() => onAsk({ hidden: 'yes' })}>
              {texts.tryHidden}
            </Button>
          )}
        </Group>
      }
    />
  );
};
