import { Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { ErrorState } from '../../../parts/states.tsx';
import { useNameOf } from '../parts.tsx';
import { hitsQuery } from '../queries.ts';
import type { Hit } from '../schema.ts';
import { conversationTexts } from '../texts.ts';
import { AddressLink, useAddress } from '../use-address.tsx';
import { momentOf, stampOf } from '../when.ts';
import { Calm } from './calm.tsx';
import { excerptOf } from './highlight.ts';
import { MoreRows } from './more-rows.tsx';
import { listTexts } from './texts.ts';

/** Fewer letters would find everything. */
const SHORTEST = 2;

/** Messages that hold the words; each leads to its place in its conversation. */
export const Hits = () => {
  const texts = useTexts(listTexts);
  const { q, inbox, id, message } = useAddress();
  const long = q.trim().length >= SHORTEST;
  const { data, error, refetch, ...pages } = useInfiniteQuery({ ...hitsQuery({ q, inbox }), enabled: long });
  if (!long) return <Calm kind="search" {...texts.empty.short} />;
  if (data === undefined) return error ? <ErrorState error={error} onRetry={refetch} /> : <HitsSkeleton />;
  const hits = data.pages.flatMap(({ items }) => items);
  const total = data.pages[0]?.total ?? 0;
  return (
    <div className="conversations-rows">
      <p className="conversations-found" role="status">
        {texts.found(total)}
      </p>
      {hits.length === 0 && <Calm kind="search" {...texts.empty.words} />}
      <ul aria-label={texts.inMessages}>
        {hits.map((hit) => (
          <li key={hit.message_id}>
            <HitRow hit={hit} words={q} open={hit.conversation_id === id && hit.position === message} />
          </li>
        ))}
      </ul>
      <MoreRows {...pages} />
    </div>
  );
};

const HitRow = ({
  hit,
  words,
  open,
}: {
  readonly hit: Hit;
  readonly words: string;
  readonly open: boolean;
}) => {
  const common = useTexts(conversationTexts);
  const locale = useLocale();
  const name = useNameOf()({ ...hit, id: hit.conversation_id, kind: hit.person ? 'private' : 'group' });
  const speaker = hit.from === 'person' ? null : (hit.author?.name ?? common.bot);
  let at = 0;
  return (
    <AddressLink
      change={{ id: hit.conversation_id, message: hit.position, card: false }}
      className="conversations-row conversations-hit"
      aria-current={open ? 'true' : undefined}
    >
      <span className="conversations-row-words">
        <span className="conversations-row-top">
          <span className="conversations-row-name" dir="auto">
            {name}
          </span>
          <time className="conversations-row-time" dateTime={hit.at} title={momentOf(locale, hit.at)}>
            {stampOf(locale, common, hit.at, new Date())}
          </time>
        </span>
        <span className="conversations-hit-text" dir="auto">
          {speaker !== null && <b>{common.lastBy(speaker)} </b>}
          {excerptOf(hit.text, words).map((piece) => {
            at += piece.text.length;
            return piece.hit ? <mark key={at}>{piece.text}</mark> : <span key={at}>{piece.text}</span>;
          })}
        </span>
      </span>
    </AddressLink>
  );
};

const ROWS = ['a', 'b', 'c', 'd'];

const HitsSkeleton = () => (
  <div className="conversations-rows" role="status" aria-label={useTexts(listTexts).loadingList}>
    {ROWS.map((row) => (
      <div key={row} className="conversations-row">
        <span className="conversations-row-words">
          <Skeleton height={12} width="45%" mt={6} />
          <Skeleton height={12} width="90%" mt={10} />
          <Skeleton height={12} width="60%" mt={8} mb={6} />
        </span>
      </div>
    ))}
  </div>
);
