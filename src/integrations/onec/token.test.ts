import { describe, expect, it } from 'vitest';
import { givenToken, pushGuard } from './token.ts';

const PATH = '/onec/catalog';
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

const tokenOf = (headers: Record<string, string | string[]>, url = PATH) =>
  givenToken({ headers, url })?.toString();

describe('the token of a push', () => {
  it.each<[string, Record<string, string>, string | undefined]>([
    ['Bearer', { authorization: 'Bearer abc' }, 'abc'],
    ['bearer in small letters, with spaces around', { authorization: 'bearer   abc ' }, 'abc'],
    ['X-1C-Token', { 'x-1c-token': ' abc ' }, 'abc'],
    ['X-Token', { 'x-token': 'abc' }, 'abc'],
    ['the password of Basic', { authorization: basic('1c:a:b') }, 'a:b'],
    ['Basic without a login', { authorization: basic(':abc') }, 'abc'],
    ['Basic without a colon', { authorization: basic('abc') }, undefined],
    ['another scheme', { authorization: 'Digest abc' }, undefined],
    ['an empty header', { 'x-1c-token': '' }, undefined],
    ['nothing', {}, undefined],
  ])('%s', (_, headers, token) => {
    expect(tokenOf(headers)).toBe(token);
  });

  it.each([
    ['?token=abc', 'abc'],
    ['?async=1&token=abc&x=1', 'abc'],
    ['?token=a%2Bb%2F%3D%3D', 'a+b/=='],
    ['?token=a+b/==', 'a+b/=='],
    ['?token=%D1%82', 'т'],
    ['?token=%zz', '%zz'],
    ['?token=', undefined],
    ['?mytoken=abc', undefined],
  ])('in the address: %s', (query, token) => {
    expect(tokenOf({}, `${PATH}${query}`)).toBe(token);
  });

  it('the first place of several decides; an empty one is none', () => {
    const all = { 'x-1c-token': 'one', 'x-token': 'two', authorization: 'Bearer four' };
    const url = `${PATH}?token=three`;
    expect(tokenOf(all, url)).toBe('one');
    expect(tokenOf({ ...all, 'x-1c-token': '' }, url)).toBe('two');
    expect(tokenOf({ authorization: 'Bearer four' }, url)).toBe('three');
    expect(tokenOf({ authorization: 'Bearer four' })).toBe('four');
  });

  it('of other letters than Latin is taken byte by byte, as Node gives headers', () => {
    const header = Buffer.from('ключ').toString('latin1');
    expect(tokenOf({ 'x-token': header })).toBe('ключ');
    expect(tokenOf({ authorization: `Bearer ${header}` })).toBe('ключ');
  });
});

describe('an open push', () => {
  const ask = (headers: Record<string, string>) => {
    const request = { headers } as Partial<Parameters<ReturnType<typeof pushGuard>>[0]>;
    return pushGuard(undefined)(request as Parameters<ReturnType<typeof pushGuard>>[0]);
  };

  it('lets programs in, and no page of another site', async () => {
    await ask({});
    await ask({ 'sec-fetch-site': 'same-origin' });
    for (const site of ['cross-site', 'same-site'])
      await expect(ask({ 'sec-fetch-site': site })).rejects.toMatchObject({ code: 'denied' });
  });
});
