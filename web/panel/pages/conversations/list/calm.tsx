import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { View } from '../address.ts';

/** A quiet picture and a friendly word where nothing is to be done. */
export const Calm = ({
  kind,
  title,
  text,
  level = 2,
  children,
}: {
  readonly kind: View | 'search' | 'choose';
  readonly title: string;
  readonly text: string;
  readonly level?: 2 | 3;
  readonly children?: ReactNode;
}) => (
  <div className="conversations-calm">
    <Picture kind={kind} />
    <Title order={level} size="h3">
      {title}
    </Title>
    <Text c="dimmed" size="sm">
      {text}
    </Text>
    {children}
  </div>
);

/** A cup on a saucer while nobody waits, an empty speech bubble elsewhere. */
const Picture = ({ kind }: { readonly kind: View | 'search' | 'choose' }) => (
  <svg className="conversations-picture" width="112" height="88" viewBox="0 0 112 88" aria-hidden="true">
    <ellipse cx="56" cy="76" rx="44" ry="7" className="conversations-picture-ground" />
    {kind === 'attention' || kind === 'queue' ? <Cup /> : <Bubbles />}
  </svg>
);

const Cup = () => (
  <g className="conversations-picture-line">
    <path d="M32 38h42v14a18 18 0 0 1-18 18h-6a18 18 0 0 1-18-18z" className="conversations-picture-fill" />
    <path d="M74 42h6a8 8 0 0 1 0 16h-7" />
    <path
      d="M45 29c-4-5 4-8 0-14M55 29c-4-5 4-8 0-14M65 29c-4-5 4-8 0-14"
      className="conversations-picture-steam"
    />
  </g>
);

const Bubbles = () => (
  <g className="conversations-picture-line">
    <path d="M24 20h38a8 8 0 0 1 8 8v14a8 8 0 0 1-8 8H42l-10 9v-9h-8a8 8 0 0 1-8-8V28a8 8 0 0 1 8-8z" />
    <path
      d="M58 36h32a7 7 0 0 1 7 7v13a7 7 0 0 1-7 7h-4v8l-9-8H58a7 7 0 0 1-7-7V43a7 7 0 0 1 7-7z"
      className="conversations-picture-fill"
    />
    <path d="M65 50h.1M74 50h.1M83 50h.1" strokeWidth="4" />
  </g>
);
