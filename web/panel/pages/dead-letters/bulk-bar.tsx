import { Button, Checkbox, Group } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import type { LetterKey } from './key.ts';
import type { LetterState } from './queries.ts';
import { letterTexts } from './texts.ts';
import { useLetterWork } from './use-letter-work.ts';

/** What can be done with many letters at once, once some are selected. */
export const BulkBar = ({
  state,
  selected,
  shown,
  onSelect,
}: {
  readonly state: LetterState;
  readonly selected: readonly LetterKey[];
  /** How many of those on the page are selected. */
  readonly shown: 'all' | 'some' | 'none';
  /** All of the page, or nothing any more. */
  readonly onSelect: (which: 'page' | 'none') => void;
}) => {
  const texts = useTexts(letterTexts);
  const [asking, setAsking] = useState(false);
  const work = useLetterWork(() => {
    setAsking(false);
    onSelect('none');
  });
  const count = selected.length;
  return (
    <div className="letter-bulk">
      <Checkbox
        label={texts.selectAll}
        checked={shown === 'all'}
        indeterminate={shown === 'some'}
        onChange={() => onSelect(shown === 'all' ? 'none' : 'page')}
      />
      {count > 0 && (
        <Group gap="xs" role="group" aria-label={texts.selected(count)}>
          <span>{texts.selected(count)}</span>
          {state === 'dead' ? (
            <>
              <Button size="xs" onClick={() => setAsking(true)}>
                {texts.replay}
              </Button>
              <Button
                size="xs"
                variant="default"
                loading={work.isPending}
                onClick={() => work.mutate({ what: 'discard', keys: selected })}
              >
                {texts.discard}
              </Button>
            </>
          ) : (
            <Button
              size="xs"
              loading={work.isPending}
              onClick={() => work.mutate({ what: 'restore', keys: selected })}
            >
              {texts.restore}
            </Button>
          )}
          <Button size="xs" variant="subtle" onClick={() => onSelect('none')}>
            {texts.unselect}
          </Button>
        </Group>
      )}
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={texts.replayMany(count)}
        action={texts.replay}
        busy={work.isPending}
        onConfirm={() => work.mutate({ what: 'replay', keys: selected })}
      >
        {texts.replayManyText}
      </Confirm>
    </div>
  );
};
