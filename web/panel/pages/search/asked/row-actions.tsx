import { ActionIcon, Button } from '@mantine/core';
import { IconTags, IconZoomCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../../locale/locale.tsx';
import { searchTexts } from '../texts.ts';

interface RowActionsProps {
  readonly query: string;
  /** There is room for words. */
  readonly roomy: boolean;
  /** Undefined for those who may not. */
  readonly onSynonym: ((query: string) => void) | undefined;
}

/** What may be done about a query: try it, and say what it means. */
export const RowActions = ({ query, roomy, onSynonym }: RowActionsProps) => {
  const texts = useTexts(searchTexts);
  const check = {
    'aria-label': texts.checkOne(query),
    renderRoot: (props: object) => <Link {...props} to="/search" search={{ q: query }} />,
  };
  const make = { 'aria-label': texts.makeSynonymOf(query), onClick: () => onSynonym?.(query) };
  return (
    <span className="search-row-actions">
      {roomy ? (
        <>
          <Button variant="subtle" size="compact-sm" leftSection={<IconZoomCheck size={16} />} {...check}>
            {texts.check}
          </Button>
          {onSynonym && (
            <Button variant="subtle" size="compact-sm" leftSection={<IconTags size={16} />} {...make}>
              {texts.makeSynonym}
            </Button>
          )}
        </>
      ) : (
        <>
          <ActionIcon variant="subtle" size={36} title={texts.check} {...check}>
            <IconZoomCheck size={18} stroke={1.7} />
          </ActionIcon>
          {onSynonym && (
            <ActionIcon variant="subtle" size={36} title={texts.makeSynonym} {...make}>
              <IconTags size={18} stroke={1.7} />
            </ActionIcon>
          )}
        </>
      )}
    </span>
  );
};
