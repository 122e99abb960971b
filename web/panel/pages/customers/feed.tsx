import { useQuery } from '@tanstack/react-query';
import { useCounter } from '../../shell/counters.ts';
import { waitingQuery } from './queries.ts';

/** Draws nothing: tells the navigation how many wait to be let in. */
const Feed = () => {
  const { data } = useQuery(waitingQuery);
  useCounter('customers', data);
  return null;
};

export default Feed;
