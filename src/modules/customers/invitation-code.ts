import { createHash, randomInt } from 'node:crypto';

/** Signs that nobody mistakes for one another, read aloud or from a screen: 4.95 bits each. */
const SIGNS = '23456789abcdefghjkmnpqrstuvwxyz';
const GROUPS = 4;
const LENGTH = 4;

/** A new code of 79 random bits that one can read, say and type, such as `k7mx-p3qf-2abc-9hjk`. */
export const newInvitationCode = (): string =>
  Array.from({ length: GROUPS }, () =>
    Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join(''),
  ).join('-');

/** How a code is kept: its hash, whatever case and lines it was typed with. */
export const hashOfCode = (code: string): Buffer => createHash('sha256').update(signsOf(code)).digest();

/** As it stands in a link: signs only. */
export const signsOf = (code: string): string =>
  code
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Pd}_.]/gu, '');

const CODE = new RegExp(`^[${SIGNS}]{${GROUPS * LENGTH}}$`);

/**
 * The code of an invitation in what somebody said or opened the chat with: `join_…` (a deep link), a whole link, or
 * the code alone, perhaps with `/join` before it; undefined: there is none.
 */
export const invitationIn = (text: string): string | undefined => {
  const said = text.trim();
  if (said.length > 300) return undefined;
  const marked = /(?:[?&]start=join_|#join=|^join_)([\w-]+)(?:[&\s].*)?$/is.exec(said);
  const code = signsOf(marked?.[1] ?? said.replace(/^\/join\s+/i, ''));
  return CODE.test(code) ? code : undefined;
};

/** The links that make whoever opens them a member; those of channels that are not there are left out. */
export const invitationLinks = (
  code: string,
  { bot, publicUrl }: { readonly bot: string | undefined; readonly publicUrl: string | undefined },
): readonly string[] => [
  ...(bot ? [`https://t.me/${bot.replace(/^@/, '')}?start=join_${signsOf(code)}`] : []),
  ...(publicUrl ? [`${publicUrl.replace(/\/+$/, '')}/#join=${signsOf(code)}`] : []),
];
