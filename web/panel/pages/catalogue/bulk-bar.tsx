import { Button, Checkbox, Group } from '@mantine/core';
import { useTexts } from '../../locale/locale.tsx';
import type { useSelection } from './selection.ts';
import { catalogueTexts } from './texts.ts';
import { useVisibility } from './use-visibility.ts';

/** What can be done with many products at once, once some are ticked. */
export const BulkBar = ({
  selected,
  shown,
  clear,
  takePage,
}: Omit<ReturnType<typeof useSelection>, 'has' | 'toggle'>) => {
  const texts = useTexts(catalogueTexts);
  const visibility = useVisibility(clear);
  return (
    <div className="catalogue-bulk">
      <Checkbox
        label={texts.selectAll}
        checked={shown === 'all'}
        indeterminate={shown === 'some'}
        onChange={() => (shown === 'all' ? clear() : takePage())}
      />
      {selected.length > 0 && (
        <Group gap="xs" role="group" aria-label={texts.selected(selected.length)}>
          <span>{texts.selected(selected.length)}</span>
          {(['hide', 'show'] as const).map((what) => (
            <Button
              key={what}
              size="xs"
              variant="default"
              loading={visibility.isPending && visibility.variables.what === what}
              disabled={visibility.isPending}
              onClick={() => visibility.mutate({ what, products: selected })}
            >
              {texts[what]}
            </Button>
          ))}
          <Button size="xs" variant="subtle" onClick={clear}>
            {texts.unselect}
          </Button>
        </Group>
      )}
    </div>
  );
};
