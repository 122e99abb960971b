import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useArrival } from '../shell/arrival.ts';
import { useTitle } from './title.ts';

interface PageHeaderProps {
  /** The heading of the page and the name of its window. */
  readonly title: string;
  /** One sentence under it. */
  readonly about?: ReactNode;
  /** Small things beside the heading: badges, a counter. */
  readonly beside?: ReactNode;
  /** Buttons, at the end of the line. */
  readonly actions?: ReactNode;
}

/** What every page begins with; after a navigation the focus is here, so that screen readers read it first. */
export const PageHeader = ({ title, about, beside, actions }: PageHeaderProps) => {
  const heading = useArrival();
  useTitle(title);
  return (
    <div className="page-header">
      <div className="page-header-words">
        <Group gap="sm">
          <Title order={1} ref={heading} tabIndex={-1}>
            {title}
          </Title>
          {beside}
        </Group>
        {about !== undefined && (
          <Text c="dimmed" component="div">
            {about}
          </Text>
        )}
      </div>
      {actions !== undefined && <Group gap="xs">{actions}</Group>}
    </div>
  );
};
