import { useQuery } from '@tanstack/react-query';
import { useCounter } from '../../shell/counters.ts';
import { newOrdersQuery } from './queries.ts';

/** Lives as long as the shell: counts the orders that nobody has looked after yet. */
const Feed = () => {
  useCounter('orders', useQuery(newOrdersQuery).data);
  return null;
};

export default Feed;
