import { Badge } from '@mantine/core';
import { useTexts } from '../../locale/locale.tsx';
import type { Status } from './queries.ts';
import { orderTexts } from './texts.ts';

const COLOURS: Readonly<Record<Status, string>> = {
  pending: 'blue',
  confirmed: 'cyan',
  assembling: 'grape',
  shipped: 'indigo',
  done: 'green',
  cancelled: 'gray',
};

/** Where an order stands, in a word and a colour. */
export const StatusBadge = ({ status }: { readonly status: Status }) => (
  <Badge variant="light" color={COLOURS[status]}>
    {useTexts(orderTexts).statuses[status]}
  </Badge>
);
