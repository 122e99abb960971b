import { IconMessages } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { usePages } from '../../shell/pages.ts';

/** Leads to a conversation, and in it to the message at `position`; mere words for who may not read it. */
export const ConversationLink = ({
  id,
  position,
  children,
}: {
  readonly id: string;
  readonly position?: number | null;
  readonly children: ReactNode;
}) => {
  const page = usePages().find(({ name }) => name === 'conversations');
  if (!page) return children;
  return (
    <Link
      to={page.path}
      params={(former) => ({ ...former, id })}
      search={{ view: 'all', ...(position ? { message: String(position) } : {}) }}
      className="inbox-link"
    >
      <IconMessages size={16} stroke={1.7} aria-hidden="true" />
      {children}
    </Link>
  );
};
