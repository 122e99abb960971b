import { describe, expect, it } from 'vitest';
import { type CheckedAddress, checkAddress, isPublic, type Resolve } from './address.ts';

const check = (
  url: string,
  { allowHosts = [], ...hosts }: { allowHosts?: string[]; is?: CheckedAddress[] } = {},
) => {
  const resolve: Resolve = async () => {
    if (!hosts.is) throw new Error('ENOTFOUND');
    return hosts.is;
  };
  return checkAddress(new URL(url), { allowHosts, resolve }).catch((error) => error.reason);
};
const PUBLIC = { address: '93.184.216.34', family: 4 };
const PRIVATE = { address: '10.0.0.7', family: 4 };

describe('addresses of pictures', () => {
  it.each([
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.255.255.255', '169.254.169.254', '172.16.0.1'],
    ...[
      '172.31.255.255',
      '192.168.1.1',
      '192.0.0.8',
      '198.18.0.1',
      '224.0.0.1',
      '240.0.0.1',
      '255.255.255.255',
    ],
  ])('%s is none of the public network', (address) => {
    expect(isPublic({ address, family: 4 })).toBe(false);
  });

  it.each([
    ...[
      '::',
      '::1',
      '::ffff:127.0.0.1',
      '::ffff:93.184.216.34',
      '64:ff9b::7f00:1',
      'fc00::1',
      'fd12:3456::1',
    ],
    ...['fe80::1', 'ff02::1', '2001:db8::1', '2001::1', '2002:7f00:1::1'],
  ])('%s is none of the public network', (address) => {
    expect(isPublic({ address, family: 6 })).toBe(false);
  });

  it.each([
    ['93.184.216.34', 4],
    ['172.32.0.1', 4],
    ['100.128.0.1', 4],
    ['2a02:6b8::2:242', 6],
    ['2606:2800:220:1::1', 6],
  ])('%s is public', (address, family) => {
    expect(isPublic({ address, family })).toBe(true);
  });

  it.each([
    'http://127.0.0.1/a.png',
    'http://2130706433/a.png',
    'http://0x7f.1/a.png',
    'http://[::1]/a.png',
    'http://[::ffff:10.0.0.1]/a.png',
    'https://169.254.169.254/latest/meta-data',
  ])('%s is refused, however it is written', async (url) => {
    expect(await check(url)).toBe('private_address');
  });

  it.each([
    'ftp://example.com/a.png',
    'file:///etc/passwd',
    'data:image/png;base64,AAAA',
    'http://a:b@example.com/',
  ])('%s is no address to fetch from', async (url) => {
    expect(await check(url, { is: [PUBLIC] })).toBe('bad_address');
  });

  it('a name is what all its addresses are', async () => {
    expect(await check('https://example.com/a.png', { is: [PUBLIC] })).toEqual(PUBLIC);
    expect(await check('https://example.com/a.png', { is: [PRIVATE] })).toBe('private_address');
    expect(await check('https://example.com/a.png', { is: [PUBLIC, PRIVATE] })).toBe('private_address');
    expect(await check('https://example.com/a.png', { is: [] })).toBe('unknown_host');
    expect(await check('https://example.com/a.png')).toBe('unknown_host');
  });

  it('a host of the list may be private, with its port or any', async () => {
    const is = [PRIVATE];
    expect(await check('http://1C.lan:8080/a.png', { is, allowHosts: ['1c.lan'] })).toEqual(PRIVATE);
    expect(await check('http://1c.lan:8080/a.png', { is, allowHosts: ['1C.lan:8080'] })).toEqual(PRIVATE);
    expect(await check('http://1c.lan:5432/a.png', { is, allowHosts: ['1c.lan:8080'] })).toBe(
      'private_address',
    );
    expect(await check('http://x1c.lan/a.png', { is, allowHosts: ['1c.lan'] })).toBe('private_address');
    expect(await check('http://[::1]:8080/a.png', { allowHosts: ['[::1]:8080'] })).toMatchObject({
      family: 6,
    });
    expect(await check('ftp://1c.lan/a.png', { is, allowHosts: ['1c.lan'] })).toBe('bad_address');
  });
});
