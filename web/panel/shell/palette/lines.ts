import { IconMessage, IconMessageSearch, IconPackage, IconUser } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { pageTitles } from '../../pages/texts.ts';
import { useGuestName } from '../../parts/guest.ts';
import { useMay } from '../../session/session.ts';
import { useCommands } from '../commands.ts';
import { nameOfKey } from '../key-names.ts';
import { useNavPages } from '../pages.ts';
import { shellTexts } from '../texts.ts';
import { type Entry, fitting } from './entries.ts';
import { LEAST, useFound } from './found.ts';

/** One line of the palette. */
export interface Line extends Entry {
  readonly icon?: ComponentType<{ size?: number | string; stroke?: number | string }>;
  /** The shortcut that does the same. */
  readonly keys?: string;
  readonly run: () => unknown;
}

export interface LineGroup {
  readonly label: string;
  readonly lines: readonly Line[];
}

/** What fits the words, in groups: pages, actions, people, conversations, products; empty groups are left out. Messages are last. */
export const useLines = (
  typed: string,
): { readonly groups: readonly LineGroup[]; readonly found: boolean; readonly searching: boolean } => {
  const texts = useTexts(shellTexts);
  const titles = useTexts(pageTitles);
  const guest = useGuestName();
  const router = useRouter();
  const pages = useNavPages();
  const commands = useCommands();
  const { people, conversations, products, searching } = useFound(typed);
  const words = typed.trim();
  const furtherOn = useMay('conversations.read') && words.length >= LEAST;
  const go = (to: string) => () => router.navigate({ to });
  // What earlier words found stays while the new ones are looked for, as far as it fits them.
  const found = (lines: readonly Line[]) => (searching ? fitting(lines, typed) : lines);
  const groups: LineGroup[] = [
    {
      label: texts.pages,
      lines: fitting(
        pages.map(({ name, path, nav: { icon, letter } }) => ({
          id: `page ${name}`,
          label: titles[name],
          icon,
          keys: `${nameOfKey('g')} ${nameOfKey(letter)}`,
          run: go(path),
        })),
        typed,
      ),
    },
    { label: texts.actions, lines: fitting(commands, typed) },
    {
      label: titles.people,
      lines: found(
        people.map(({ id, name }) => ({
          id: `person ${id}`,
          label: name || guest(id),
          icon: IconUser,
          run: go(`/people/${id}`),
        })),
      ),
    },
    {
      label: titles.conversations,
      lines: found(
        conversations.map(({ id, person, title }) => ({
          id: `conversation ${id}`,
          label: title || guest(person?.id ?? id),
          icon: IconMessage,
          run: go(`/conversations/${id}`),
        })),
      ),
    },
    {
      label: titles.catalogue,
      lines: found(
        products.map(({ id, title, sku }) => ({
          id: `product ${id}`,
          label: title,
          words: sku,
          icon: IconPackage,
          run: go(`/catalog/products/${id}`),
        })),
      ),
    },
  ];
  const filled = groups.filter(({ lines }) => lines.length > 0);
  const further: LineGroup = {
    label: texts.messages,
    lines: [
      {
        id: 'messages',
        label: texts.inMessages(words),
        icon: IconMessageSearch,
        run: () =>
          router.navigate({
            to: '/conversations/{-$id}',
            params: { id: undefined },
            search: { q: words, in: 'messages' },
          }),
      },
    ],
  };
  return { groups: furtherOn ? [...filled, further] : filled, found: filled.length > 0, searching };
};
