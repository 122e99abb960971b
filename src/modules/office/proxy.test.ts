import { afterEach, describe, expect, it } from 'vitest';
import { type Served, serve } from '#platform/http/testing.ts';
import { createProxies } from './parts/proxy.ts';

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

/** A server that trusts these proxies; `hear` is a request over one hop, `state` what the check then says. */
const office = async (trustProxy?: string[]) => {
  let now = 0;
  const { watch, check } = createProxies({ clock: { now: () => now } });
  served = await serve(
    (http) => {
      watch(http);
      http.get('/', { config: { permission: 'public' } }, async () => 'hello');
    },
    trustProxy ? { trustProxy } : {},
  );
  const { url } = served;
  return {
    hear: async (headers: Record<string, string>) => void (await fetch(url, { headers })),
    look: async () => (await check.look())[0],
    pass: (ms: number) => {
      now += ms;
    },
  };
};
const WELL = {
  part: 'proxy',
  name: null,
  state: 'ok',
  facts: { forwarded_requests: 0, peer: null },
  cure: null,
};

describe('a proxy near us', () => {
  it('is missed when TRUST_PROXY does not name it', async () => {
    const { hear, look } = await office();
    await hear({});
    expect(await look()).toEqual(WELL);
    await hear({ 'x-forwarded-for': '203.0.113.7' });
    await hear({ 'x-forwarded-for': '203.0.113.8' });
    expect(await look()).toEqual({
      ...WELL,
      state: 'degraded',
      facts: { forwarded_requests: 2, peer: '127.0.0.1' },
      cure: 'set_trust_proxy',
    });
  });

  it('is missed when TRUST_PROXY names another', async () => {
    const { hear, look } = await office(['10.1.2.3']);
    await hear({ 'x-forwarded-for': '203.0.113.7' });
    expect(await look()).toMatchObject({ state: 'degraded' });
  });

  it('is fine when it is named, even for a visitor on the same machine', async () => {
    const { hear, look } = await office(['loopback']);
    await hear({ 'x-forwarded-for': '203.0.113.7' });
    await hear({ 'x-forwarded-for': '127.0.0.1' });
    expect(await look()).toEqual(WELL);
  });

  it('is forgotten an hour after the last sight of it', async () => {
    const { hear, look, pass } = await office();
    await hear({ 'x-forwarded-for': '203.0.113.7' });
    pass(3_600_000);
    expect(await look()).toMatchObject({ state: 'degraded' });
    pass(1);
    expect(await look()).toEqual(WELL);
    await hear({ 'x-forwarded-for': '203.0.113.7' });
    expect(await look()).toMatchObject({ facts: { forwarded_requests: 1 } });
  });
});
