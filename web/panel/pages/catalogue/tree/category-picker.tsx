import { Button } from '@mantine/core';
import { IconChevronDown, IconListTree } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { SideSheet } from '../../../parts/side-sheet.tsx';
import { catalogueTexts } from '../texts.ts';
import { CategoryPanel } from './category-panel.tsx';
import type { Tree } from './tree.ts';

/** Where there is no room for the tree: a button with the chosen category, and the tree over the page. */
export const CategoryPicker = ({
  tree,
  chosen,
  onChoose,
}: {
  readonly tree: Tree;
  readonly chosen: number | undefined;
  readonly onChoose: (id: number | undefined) => void;
}) => {
  const texts = useTexts(catalogueTexts);
  const [opened, setOpened] = useState(false);
  const title = chosen === undefined ? undefined : tree.byId.get(chosen)?.category.title;
  return (
    <>
      <Button
        variant="default"
        className="catalogue-picker"
        justify="space-between"
        leftSection={<IconListTree size={18} />}
        rightSection={<IconChevronDown size={16} />}
        aria-haspopup="dialog"
        aria-label={texts.category(title ?? texts.allGoods)}
        onClick={() => setOpened(true)}
      >
        {title ?? texts.allGoods}
      </Button>
      {opened && (
        <SideSheet title={texts.categories} onClose={() => setOpened(false)}>
          <CategoryPanel
            tree={tree}
            chosen={chosen}
            onChoose={(id) => {
              setOpened(false);
              onChoose(id);
            }}
          />
        </SideSheet>
      )}
    </>
  );
};
