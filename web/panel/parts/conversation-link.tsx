import { IconMessages } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { PageLink } from './page-link.tsx';
import './conversation-link.css';

interface ConversationLinkProps {
  readonly id: string;
  readonly position?: number | null;
  readonly children: ReactNode;
}

/** Leads to a conversation, and in it to the message at `position`; mere words for who may not read it. */
export const ConversationLink = ({ id, position, children }: ConversationLinkProps) => (
  <PageLink
    to="conversations"
    id={id}
    search={{ view: 'all', ...(position ? { message: String(position) } : {}) }}
    className="conversation-link"
    otherwise={children}
  >
    <IconMessages size={16} stroke={1.7} aria-hidden="true" />
    {children}
  </PageLink>
);
