import { useQuery } from '@tanstack/react-query';
import { useCounter } from '../../shell/counters.ts';
import { countsQuery } from './queries.ts';

/** Draws nothing: tells the navigation how many questions wait for an answer. */
const Feed = () => {
  const { data } = useQuery(countsQuery);
  useCounter('questions', data?.waiting);
  return null;
};

export default Feed;
