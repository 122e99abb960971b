import { channel as diagnostics } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { CHANNELS } from '#test/actors/actor.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import { searchable, stockUp } from '#test/stories/goods.ts';

const CABLE = 'Кабель ВВГнг 3х2,5 плоский';
const WIDE = 'Кабель ВВГнг 3х4 плоский';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
  await stockUp(office, {
    Кабель: [
      { title: CABLE, sku: 'КБ-325', stock: '0' },
      { title: WIDE, sku: 'КБ-304' },
    ],
    Свет: [{ title: 'Лампа светодиодная 12 Вт', sku: 'ЛМ-12' }],
  });
  await searchable(office, CABLE, WIDE);
});
afterAll(() => office?.close());

interface Found {
  readonly items: readonly { title: string; coverage: number; position: number; stock_qty: string }[];
  readonly total: number;
  readonly unsure: boolean;
  readonly corrected: string | null;
}

const search = async (q: string): Promise<Found> => {
  const manager = await office.employee({ roles: ['manager'] });
  const { status, body } = await manager.get<Found>(`/shop/search?q=${encodeURIComponent(q)}`);
  expect(status).toBe(200);
  return body;
};

/** The addresses that anything of this process connects to while `work` runs, and one connection of our own. */
const connectionsDuring = async (work: () => Promise<void>): Promise<string[]> => {
  const sockets: Socket[] = [];
  const hear = (message: unknown) => void sockets.push((message as { socket: Socket }).socket);
  const opened = diagnostics('net.client.socket');
  opened.subscribe(hear);
  onTestFinished(() => void opened.unsubscribe(hear));
  await work();
  const own = connect(Number(new URL(office.base()).port), '127.0.0.1');
  await once(own, 'connect');
  onTestFinished(() => void own.destroy());
  return sockets.map(({ remoteAddress = '' }) => remoteAddress).filter((address) => address !== '');
};

describe('search without keys of a language model', () => {
  it('S3-11: an employee searches in the panel, and the results are those of the catalogue', async () => {
    const { items, total } = await search('кабель 3х2.5');
    expect(items[0]?.title).toBe(CABLE);
    expect(total).toBeGreaterThan(0);
  });

  it.each(CHANNELS)('S3-31: on %s results come from the catalogue, and nothing goes out', async (name) => {
    const anna = await office.person(name);
    const connections = await connectionsDuring(async () => {
      await anna.says('rf,tkm 3[2?5');
      await anna.hears(/Кабель|кабель/);
      const { text, buttons } = await anna.sees();
      expect(text).toMatch(/^1\. Кабель ВВГнг 3х2,5 плоский\n.* · нет в наличии$/m);
      expect(buttons.flat().some((label) => label.endsWith(`. ${CABLE}`))).toBe(true);
      await search('лампа 12вт');
    });
    expect(connections.filter((address) => !/^(::ffff:)?127\.|^::1$/.test(address))).toEqual([]);
    expect(connections).not.toEqual([]);
  });

  it('S3-17: text that names a product has it first; text that several fit equally is told to be unsure', async () => {
    const named = await search('кабель ввгнг 3х4');
    expect(named.items[0]).toMatchObject({ title: WIDE, position: 1 });
    expect(named.items[0]?.coverage).toBeGreaterThan(0.78);
    expect(named.unsure).toBe(false);
    expect((await search('кабель ввгнг')).unsure).toBe(true);
  });
});
