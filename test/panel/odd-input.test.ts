import { afterAll, beforeAll, expect, it } from 'vitest';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import type { Employee } from '#test/actors/panel.ts';
import { type ApiRoute, addressOf, routesOf } from './routes.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office?.close());

const ODD = [
  'a\u0000b',
  '\u0000',
  '%\\_',
  '\ud800',
  '0000-01-01',
  '0000-01-01T00:00:00Z',
  '9999-12-31',
  '9999-12-31T23:59:59-23:59',
  '9'.repeat(30),
];

/** Every address that differs from a well-formed one in one odd parameter. */
const oddAddresses = (route: ApiRoute): string[] =>
  route.parameters.flatMap((parameter) =>
    ODD.map((odd) => {
      if (parameter.in === 'path') return addressOf(route, { [parameter.name]: odd.toWellFormed() });
      const needed = route.parameters.filter(({ in: place, name }) => place === 'query' && name === 'q');
      const query = new URLSearchParams(Object.fromEntries(needed.map(({ name }) => [name, 'words'])));
      query.set(parameter.name, odd);
      return `${addressOf(route)}?${query}`;
    }),
  );

it('nothing that a parameter may hold is a fault of ours', async () => {
  const faults: unknown[] = [];
  let asked = 0;
  const reads = routesOf(office.app()).filter(
    ({ method, permission }) => method === 'GET' && permission !== 'visitor',
  );
  let olga: Employee | undefined;
  for (const address of reads.flatMap(oddAddresses)) {
    // One after another: nobody may ask more than 1200 times a minute.
    if (asked % 1_000 === 0) olga = undefined;
    olga ??= await office.employee({ roles: ['administrator'] });
    const { status, body } = await olga.get(address);
    asked += 1;
    if (status >= 429) faults.push([address, status, body]);
  }
  expect(faults).toEqual([]);
  expect(asked).toBeGreaterThan(300);
});
