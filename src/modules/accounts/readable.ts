import { randomInt } from 'node:crypto';

/** Signs that nobody mistakes for one another, read aloud or from a screen: 4.95 bits each. */
const SIGNS = '23456789abcdefghjkmnpqrstuvwxyz';

/** Random groups of signs, such as `k7mx-p3qf`: easy to read, to say and to type. */
export const readableSecret = (groups: number, length: number): string =>
  Array.from({ length: groups }, () =>
    Array.from({ length }, () => SIGNS[randomInt(SIGNS.length)]).join(''),
  ).join('-');

/** What somebody typed, as `readableSecret` wrote it but without the lines between the groups. */
export const asTyped = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Pd}_.]/gu, '');
