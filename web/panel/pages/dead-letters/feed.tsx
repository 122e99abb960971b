import { useQuery } from '@tanstack/react-query';
import { useCounter } from '../../shell/counters.ts';
import { waitingQuery } from './queries.ts';

/** Draws nothing: tells the navigation how many letters wait. */
const Feed = () => {
  const { data } = useQuery(waitingQuery);
  useCounter('deadLetters', data);
  return null;
};

export default Feed;
