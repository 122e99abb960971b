import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** Why something could not be had from outside, as a machine word; `http_404` and the like name the status. */
export class OutgoingRefusal extends Error {
  override readonly name = 'OutgoingRefusal';
  readonly reason: string;
  /** Asking again may help. */
  readonly retryable: boolean;

  constructor(reason: string, options: { retryable: boolean; cause?: unknown }) {
    super(reason, { cause: options.cause });
    this.reason = reason;
    this.retryable = options.retryable;
  }
}

/** An address of the public network, checked: connect to it and to no other. */
export interface CheckedAddress {
  readonly address: string;
  readonly family: number;
}

/** The address behind a host such as `lookup` of node:dns tells them all. */
export type Resolve = (host: string) => Promise<readonly CheckedAddress[]>;

export const resolveHost: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/**
 * Where to connect to for a URL: http or https only, and no address of this machine or its networks, unless the host
 * (or host:port) is one of `allowHosts`. Throws OutgoingRefusal.
 */
export const checkAddress = async (
  url: URL,
  { allowHosts, resolve }: { allowHosts: readonly string[]; resolve: Resolve },
): Promise<CheckedAddress> => {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refused('bad_address');
  if (url.username !== '' || url.password !== '') throw refused('bad_address');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolved(host, resolve);
  const isAllowed = allowHosts.some((allowed) =>
    [url.hostname, url.host, host].includes(allowed.trim().toLowerCase()),
  );
  // All of them: a name of both worlds is a way around the check.
  if (!isAllowed && !addresses.every(isPublic)) throw refused('private_address');
  const [first] = addresses;
  if (!first) throw new OutgoingRefusal('unknown_host', { retryable: true });
  return first;
};

const resolved = async (host: string, resolve: Resolve): Promise<readonly CheckedAddress[]> =>
  resolve(host).catch((cause: unknown) => {
    throw new OutgoingRefusal('unknown_host', { retryable: true, cause });
  });

const refused = (reason: string): OutgoingRefusal => new OutgoingRefusal(reason, { retryable: false });

/** Whether an address is of the public network; IPv6 addresses that carry an IPv4 one are not. */
export const isPublic = ({ address, family }: CheckedAddress): boolean =>
  family === 4
    ? !special4.check(address, 'ipv4')
    : global6.check(address, 'ipv6') && !special6.check(address, 'ipv6');

const listOf = (family: 'ipv4' | 'ipv6', networks: readonly (readonly [string, number])[]): BlockList => {
  const list = new BlockList();
  for (const [network, bits] of networks) list.addSubnet(network, bits, family);
  return list;
};

/** IANA special-purpose registries (RFC 6890 and its successors), multicast and reserved. */
const special4 = listOf('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]);
const global6 = listOf('ipv6', [['2000::', 3]]);
const special6 = listOf('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]);
