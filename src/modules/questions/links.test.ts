import { describe, expect, it } from 'vitest';
import { createFileLinks, LINKS_PATH } from './links.ts';

const ID = '0199aaaa-0000-7000-8000-000000000001';
const OTHER = '0199aaaa-0000-7000-8000-000000000002';
const DAY_MS = 86_400_000;

const setUp = (address: string | undefined = 'https://office.example/') => {
  const clock = { at: Date.UTC(2026, 10, 21), now: () => clock.at };
  const links = createFileLinks({ secretKey: 'k'.repeat(40), address: () => address, clock });
  const tokenOf = (id: string) => (links.to(id) ?? '').split('/').at(-1) ?? '';
  return { clock, links, tokenOf };
};

describe('links to attachments', () => {
  it('lead to the file below the address of the office', () => {
    const { links, tokenOf } = setUp();
    expect(links.to(ID)).toBe(`https://office.example${LINKS_PATH}/${tokenOf(ID)}`);
    expect(links.fileOf(tokenOf(ID))).toBe(ID);
  });

  it('open nothing else, and nothing that was made elsewhere', () => {
    const { links, tokenOf } = setUp();
    const token = tokenOf(ID);
    const [, until, mac] = token.split('.');
    const foreign = createFileLinks({
      secretKey: 'x'.repeat(40),
      address: () => 'https://a.example',
      clock: { now: () => 0 },
    });
    const forged = [
      `${OTHER}.${until}.${mac}`,
      `${ID}.zzzzzzz.${mac}`,
      token.slice(0, -1),
      `${token}A`,
      foreign.to(ID)?.split('/').at(-1) ?? '',
      '',
      '../../etc/passwd',
    ];
    for (const one of forged) expect(links.fileOf(one)).toBeUndefined();
  });

  it('open for 90 days', () => {
    const { links, clock, tokenOf } = setUp();
    const token = tokenOf(ID);
    clock.at += 89 * DAY_MS;
    expect(links.fileOf(token)).toBe(ID);
    clock.at += 2 * DAY_MS;
    expect(links.fileOf(token)).toBeUndefined();
  });

  it('are not made by an office without an address', () => {
    const clock = { now: () => 0 };
    const links = createFileLinks({ secretKey: 'k'.repeat(40), address: () => undefined, clock });
    expect(links.to(ID)).toBeUndefined();
  });
});
