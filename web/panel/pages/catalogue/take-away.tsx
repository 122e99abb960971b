import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload, IconFileSpreadsheet, IconFileTypeCsv } from '@tabler/icons-react';
import { useTexts } from '../../locale/locale.tsx';
import { csvAddress } from '../../parts/list/define-list.ts';
import { PRODUCT_FILES } from './queries.ts';
import { catalogueTexts } from './texts.ts';

/** The table as it is filtered now, as a file of either kind, which can be changed and loaded again. */
export const TakeAway = ({ asked }: { readonly asked: object }) => {
  const texts = useTexts(catalogueTexts);
  // Files have an order of their own.
  const wanted = { ...asked, sort: undefined };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} />}
          rightSection={<IconChevronDown size={16} />}
        >
          {texts.download}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href={csvAddress(PRODUCT_FILES.xlsx, wanted)}
          download
          leftSection={<IconFileSpreadsheet size={18} />}
        >
          {texts.downloadXlsx}
        </Menu.Item>
        <Menu.Item
          component="a"
          href={csvAddress(PRODUCT_FILES.csv, wanted)}
          download
          leftSection={<IconFileTypeCsv size={18} />}
        >
          {texts.downloadCsv}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
