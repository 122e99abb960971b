import { BlockList, isIPv6 } from 'node:net';
import type { Clock } from '#kernel/time.ts';
import type { Http } from '#platform/http/http.ts';
import type { Check } from '../health.ts';

/** How long a sight of a strange proxy is remembered. */
const REMEMBERED_MS = 3_600_000;

/** Proxies that nobody told us to trust: behind one, all visitors share one address and one rate limit. */
export interface Proxies {
  /** Looks at every request of routes that are added after. */
  watch(http: Http): void;
  readonly check: Check;
}

/**
 * Watches for proxies near us that TRUST_PROXY does not name. Only peers of this machine or of a private network
 * count: from the open net, anybody may send X-Forwarded-For, and rightly nobody is believed.
 */
export const createProxies = ({ clock }: { clock: Clock }): Proxies => {
  let seen: { requests: number; peer: string | null; last: number } = { requests: 0, peer: null, last: 0 };

  return {
    watch: (http) =>
      void http.addHook('onRequest', async ({ headers, ips = [], socket: { remoteAddress: peer } }) => {
        const isBelieved = ips.length > 1;
        if (headers['x-forwarded-for'] === undefined || isBelieved || !peer || !isNear(peer)) return;
        const now = clock.now();
        const expired = now - seen.last > REMEMBERED_MS;
        seen = {
          requests: expired ? 1 : seen.requests + 1,
          last: now,
          peer,
        };
      }),
    check: {
      part: 'proxy',
      look: async () => {
        const ill = seen.requests > 0 && clock.now() - seen.last <= REMEMBERED_MS;
        return [
          {
            part: 'proxy',
            name: null,
            state: ill ? 'degraded' : 'ok',
            facts: { forwarded_requests: ill ? seen.requests : 0, peer: ill ? seen.peer : null },
            cure: ill ? 'set_trust_proxy' : null,
          },
        ];
      },
    },
  };
};

const near = new BlockList();
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  near.addSubnet(network, bits);
near.addAddress('::1', 'ipv6');
near.addSubnet('fc00::', 7, 'ipv6');
near.addSubnet('fe80::', 10, 'ipv6');

/** An IPv4 address may come in IPv6 clothes; the list knows. */
const isNear = (address: string): boolean => near.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
