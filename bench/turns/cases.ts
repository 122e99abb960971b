import type { Load } from './load.ts';
import type { Line } from './people.ts';

/** What is said under which load. */
export interface Case {
  readonly name: string;
  readonly script: readonly Line[];
  readonly load: Load;
}

/** The first words of everybody. */
export const HELLO: Line = { text: '/start', reply: /\/menu/ };

/** A turn that only answers. */
const HELP: readonly Line[] = [{ text: '/help', reply: /\/cancel/ }];

/** A dialogue of two turns; the second, whose times are shown, writes the person's choice. */
const LANGUAGE: readonly Line[] = [
  { text: '/language', reply: /^Which language/ },
  { text: 'English', reply: /^I speak English/ },
];

export const CASES: readonly Case[] = [
  { name: 'answer, 100/s', script: HELP, load: { kind: 'open', perSecond: 100 } },
  { name: 'answer, 64 chats', script: HELP, load: { kind: 'closed', chats: 64 } },
  { name: 'answer, 200 chats', script: HELP, load: { kind: 'closed', chats: 200 } },
  { name: 'write, 100/s', script: LANGUAGE, load: { kind: 'open', perSecond: 100 } },
  { name: 'write, 64 chats', script: LANGUAGE, load: { kind: 'closed', chats: 64 } },
];
