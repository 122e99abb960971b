import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { useMay } from '../../session/session.ts';

/** Characters of words worth looking for. */
export const LEAST = 2;
const MOST = 6;
const PAUSE_MS = 180;

/** People, conversations and products that the words find in the office; an earlier answer never covers a later one. */
export const useFound = (words: string) => {
  const settled = useSettled(words.trim());
  const asks = settled.length >= LEAST;
  const query = { q: settled, size: MOST };
  const people = useQuery({
    queryKey: ['people', 'palette', settled],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/people', { params: { query }, signal })),
    enabled: useMay('people.read') && asks,
    placeholderData: keepPreviousData,
  });
  const conversations = useQuery({
    queryKey: ['conversations', 'palette', settled],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/conversations', { params: { query }, signal })),
    enabled: useMay('conversations.read') && asks,
    placeholderData: keepPreviousData,
  });
  const products = useQuery({
    queryKey: ['products', 'palette', settled],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/shop/products', { params: { query: { ...query, hidden: 'all' } }, signal })),
    enabled: useMay('catalogue.read') && asks,
    placeholderData: keepPreviousData,
  });
  const searching =
    settled !== words.trim() || [people, conversations, products].some(({ isFetching }) => isFetching);
  return {
    people: (asks && people.data?.items) || [],
    conversations: (asks && conversations.data?.items) || [],
    products: (asks && products.data?.items) || [],
    searching,
  };
};

/** The words, once no key was pressed for a moment. */
const useSettled = (words: string): string => {
  const [settled, setSettled] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words]);
  return settled;
};
