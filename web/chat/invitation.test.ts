import { expect, it } from 'vitest';
import { takeInvitation } from './invitation.ts';

const pageAt = (address: string) => {
  const url = new URL(address, 'https://office.example.com');
  const replaceState = (_: unknown, __: string, to: string): void => {
    url.href = new URL(to, url).href;
  };
  const page = { location: url, history: { state: null, replaceState } };
  return { page: page as unknown as Window, url };
};

it('says the code of the link, once, and clears it from the address', () => {
  const { page, url } = pageAt('/chat?locale=ru#join=abcd2345efgh6789');
  expect(takeInvitation(page)).toBe('/join abcd2345efgh6789');
  expect(url.href).toBe('https://office.example.com/chat?locale=ru');
  expect(takeInvitation(page)).toBeUndefined();
});

it.each([
  '',
  '#',
  '#join=',
  '#join=a b',
  '#join=%2Fcancel',
  '#other',
  '#join=x&y',
  `#join=${'a'.repeat(101)}`,
])('leaves %j alone', (hash) => {
  const { page, url } = pageAt(`/chat${hash}`);
  const before = url.href;
  expect(takeInvitation(page)).toBeUndefined();
  expect(url.href).toBe(before);
});
