import { ActionIcon, Button, Pill } from '@mantine/core';
import { IconPencil, IconTrash, IconZoomCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../../locale/locale.tsx';
import type { Column } from '../../../parts/list/column.ts';
import { DataTable } from '../../../parts/list/data-table.tsx';
import { TimeAgo } from '../../../parts/time.tsx';
import type { SynonymGroup } from '../queries.ts';
import { searchTexts } from '../texts.ts';
import { synonymTexts } from './texts.ts';

interface GroupTableProps {
  readonly groups: readonly SynonymGroup[];
  /** Undefined for those who may only read. */
  readonly work:
    | {
        readonly change: (group: SynonymGroup) => void;
        readonly remove: (group: SynonymGroup) => void;
      }
    | undefined;
}

/** Groups of synonyms: their phrases, since when, and what may be done with each. */
export const GroupTable = ({ groups, work }: GroupTableProps) => {
  const texts = useTexts(synonymTexts);
  const common = useTexts(searchTexts);
  const columns: readonly Column<SynonymGroup>[] = [
    {
      key: 'phrases',
      title: texts.phrases,
      card: 'title',
      cell: ({ phrases }) => (
        <ul className="search-phrases" aria-label={texts.phrases}>
          {phrases.map((phrase) => (
            <li key={phrase}>
              <Pill size="md">{phrase}</Pill>
            </li>
          ))}
        </ul>
      ),
    },
    {
      key: 'changed',
      title: texts.changed,
      width: '9rem',
      cell: ({ changed_at: at }) => <TimeAgo at={at} />,
    },
    {
      key: 'actions',
      title: texts.actions,
      card: 'plain',
      width: work ? '16rem' : '10rem',
      align: 'end',
      cell: (group) => {
        const [phrase = ''] = group.phrases;
        const all = group.phrases.join(', ');
        return (
          <span className="search-row-actions search-group-actions">
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconZoomCheck size={16} />}
              aria-label={common.checkOne(phrase)}
              renderRoot={(props) => <Link {...props} to="/search" search={{ q: phrase }} />}
            >
              {common.check}
            </Button>
            {work && (
              <>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={36}
                  aria-label={texts.change(all)}
                  onClick={() => work.change(group)}
                >
                  <IconPencil size={18} stroke={1.7} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={36}
                  aria-label={texts.remove(all)}
                  onClick={() => work.remove(group)}
                >
                  <IconTrash size={18} stroke={1.7} />
                </ActionIcon>
              </>
            )}
          </span>
        );
      },
    },
  ];
  return <DataTable label={texts.phrases} items={groups} columns={columns} rowKey={({ id }) => String(id)} />;
};
