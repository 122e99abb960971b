import {
  IconBuildingStore,
  IconFileImport,
  IconLayoutDashboard,
  IconListCheck,
  IconMailExclamation,
  IconMessageQuestion,
  IconMessages,
  IconPackages,
  IconPlugConnected,
  IconSearch,
  IconSend,
  IconSettings,
  IconShoppingCart,
  IconTextRecognition,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react';
import { page } from './page.ts';

/**
 * Every page of the panel, in the order of the navigation. How a page slots in:
 *
 * 1. `pages/<name>/index.tsx` exports the page as its default: a component without props that begins with
 *    `<PageHeader title=…>` (parts/page-header.tsx) and shows a list by `ListPage` (parts/list/list-page.tsx)
 *    or its own content by `Loaded` (parts/loaded.tsx).
 * 2. Its words are in `pages/<name>/texts.ts` (`defineTexts`), read by `useTexts(texts)`; its name is a key of
 *    `pages/texts.ts`; its styles are a plain `.css` file with class names that begin with the page's name,
 *    written with the variables of `theme.ts` (`--ink`, `--soft`, `--line`, `--tint` …).
 * 3. One line here: path, permission, place in the navigation, `load`. It is loaded when it is opened.
 *
 * Data comes by `useQuery` over `answer(api.GET(…))`, changes go by `useChange` (parts/change.ts), which says what
 * went wrong in words. Shortcuts: `useShortcut`; actions of the palette: `useCommand`; counters: `useCounter`.
 * Dialogs are `Dialog` and `Confirm` (parts), people are `Person`, times are those of parts/time.tsx.
 * Links to other pages are `PageLink`; what is known of one row opens over its list: `useOpened` and `SideSheet`.
 * Mantine's style sheets are imported one by one: those of the shell are in `styles.ts`, a page imports what it
 * uses beyond that in any of its files (`@mantine/core/styles/Tabs.layer.css`); `styles.test.ts` tells which.
 */
export const pages = [
  page('/', {
    name: 'dashboard',
    may: 'office.read',
    nav: { desk: 'office', icon: IconLayoutDashboard, letter: 'd', thumb: true },
    load: () => import('./dashboard/index.tsx'),
  }),
  page('/conversations/{-$id}', {
    name: 'conversations',
    may: 'conversations.read',
    nav: { desk: 'office', icon: IconMessages, letter: 'c', thumb: true },
    fills: true,
    load: () => import('./conversations/index.tsx'),
    feed: () => import('./conversations/feed.tsx'),
  }),
  page('/people', {
    name: 'people',
    may: 'people.read',
    nav: { desk: 'office', icon: IconUsers, letter: 'p' },
    load: () => import('./people/index.tsx'),
  }),
  page('/people/$id', {
    name: 'person',
    may: 'people.read',
    within: 'people',
    load: () => import('./people/person.tsx'),
  }),
  page('/questions/{-$id}', {
    name: 'questions',
    may: 'questions.read',
    nav: { desk: 'shop', icon: IconMessageQuestion, letter: 'q' },
    fills: true,
    load: () => import('./questions/index.tsx'),
    feed: () => import('./questions/feed.tsx'),
  }),
  page('/customers', {
    name: 'customers',
    may: 'customers.read',
    nav: { desk: 'shop', icon: IconBuildingStore, letter: 'u' },
    load: () => import('./customers/index.tsx'),
    feed: () => import('./customers/feed.tsx'),
  }),
  page('/customers/$id', {
    name: 'organization',
    may: 'customers.read',
    within: 'customers',
    load: () => import('./customers/organization.tsx'),
  }),
  page('/orders', {
    name: 'orders',
    may: 'orders.read',
    nav: { desk: 'shop', icon: IconShoppingCart, letter: 'o', thumb: true },
    load: () => import('./orders/index.tsx'),
    feed: () => import('./orders/feed.tsx'),
  }),
  page('/orders/$id', {
    name: 'order',
    may: 'orders.read',
    within: 'orders',
    load: () => import('./orders/order.tsx'),
  }),
  page('/catalog', {
    name: 'catalogue',
    may: 'catalogue.read',
    nav: { desk: 'shop', icon: IconPackages, letter: 'k' },
    load: () => import('./catalogue/index.tsx'),
  }),
  page('/catalog/products/$id', {
    name: 'product',
    may: 'catalogue.read',
    within: 'catalogue',
    load: () => import('./catalogue/product.tsx'),
  }),
  page('/search', {
    name: 'search',
    may: 'catalogue.read',
    nav: { desk: 'shop', icon: IconSearch, letter: 'f' },
    load: () => import('./search/index.tsx'),
    feed: () => import('./search/feed.tsx'),
  }),
  page('/assistant', {
    name: 'assistant',
    may: 'assistant.read',
    nav: { desk: 'shop', icon: IconTextRecognition, letter: 'r' },
    load: () => import('./assistant/index.tsx'),
  }),
  page('/imports', {
    name: 'imports',
    may: 'catalogue.read',
    nav: { desk: 'shop', icon: IconFileImport, letter: 'm' },
    load: () => import('./imports/index.tsx'),
  }),
  page('/imports/new', {
    name: 'newImport',
    may: 'catalogue.import',
    within: 'imports',
    load: () => import('./imports/new.tsx'),
  }),
  page('/imports/$id', {
    name: 'import',
    may: 'catalogue.read',
    within: 'imports',
    load: () => import('./imports/import.tsx'),
  }),
  page('/dead-letters', {
    name: 'deadLetters',
    may: 'deadLetters.read',
    nav: { desk: 'system', icon: IconMailExclamation, letter: 'l' },
    load: () => import('./dead-letters/index.tsx'),
    feed: () => import('./dead-letters/feed.tsx'),
  }),
  page('/deliveries', {
    name: 'deliveries',
    may: 'deliveries.read',
    nav: { desk: 'system', icon: IconSend, letter: 'v' },
    load: () => import('./deliveries/index.tsx'),
  }),
  page('/inboxes', {
    name: 'inboxes',
    may: 'inboxes.read',
    nav: { desk: 'system', icon: IconPlugConnected, letter: 'i' },
    load: () => import('./inboxes/index.tsx'),
  }),
  page('/integrations', {
    name: 'integrations',
    may: 'serviceKeys.manage',
    nav: { desk: 'system', icon: IconWebhook, letter: 'w' },
    load: () => import('./integrations/index.tsx'),
  }),
  page('/audit', {
    name: 'audit',
    may: 'audit.read',
    nav: { desk: 'system', icon: IconListCheck, letter: 'a' },
    load: () => import('./audit/index.tsx'),
  }),
  page('/settings', {
    name: 'settings',
    may: 'settings.read',
    nav: { desk: 'system', icon: IconSettings, letter: 's' },
    load: () => import('./settings/index.tsx'),
  }),
  page('/account', { name: 'account', may: 'account.own', load: () => import('./account/index.tsx') }),
] as const;
