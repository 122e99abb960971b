import { NARROW } from './stage.ts';

/**
 * Where the states of a page must fit and be open to all, as far apart as people's screens are; `panel-pictures` looks
 * at every page on desks in the light and in the dark, too.
 */
export const EVERYWHERE = [
  ['a desk', { viewport: { width: 1440, height: 900 } }],
  [
    'a small phone in the dark, in English',
    { viewport: NARROW, hasTouch: true, colorScheme: 'dark', locale: 'en-GB' },
  ],
] as const;
