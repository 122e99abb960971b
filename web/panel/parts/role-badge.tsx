import { Badge } from '@mantine/core';
import { useRoleName } from './role-names.tsx';

const COLOURS: Readonly<Record<string, string>> = {
  administrator: 'violet',
  manager: 'ink',
  operator: 'teal',
};

/** A role as a badge, in the person's language. */
export const RoleBadge = ({ role }: { readonly role: string }) => (
  <Badge variant="light" color={COLOURS[role] ?? 'gray'}>
    {useRoleName()(role)}
  </Badge>
);
