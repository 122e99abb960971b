import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { expect, it, onTestFinished, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import { PATIENCE } from '#test/patience.ts';

/** Another system on this machine, and what it was told. */
const listener = async () => {
  const told: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    told.push({ headers: request.headers, body });
    response.writeHead(204).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { told, host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
};

const placedOrder = async (office: TestOffice): Promise<string> => {
  const [id, personId] = [newId(), newId()];
  await sql`insert into people (id, name) values (${personId}, 'Анна')`.execute(office.db);
  await sql`
    insert into orders (id, number, person_id, status, submitted_at)
    values (${id}, 12, ${personId}, 'pending', now())
  `.execute(office.db);
  return id;
};

it('another system hears of an order in the words of GET /integrations/1c/orders, signed', async () => {
  const { told, host } = await listener();
  const office = await openOffice({ env: { WEBHOOK_ALLOW_HOSTS: host } });
  onTestFinished(() => office.close());
  const chief = await office.employee({ roles: ['administrator'] });
  const wish = { name: 'ERP', url: `http://${host}/hook`, events: ['order.status'] };
  const { body: made } = await chief.post<{ secret: string }>('/webhooks', wish);
  const id = await placedOrder(office);
  await chief.post(`/shop/orders/${id}/status`, { status: 'confirmed' });
  await vi.waitFor(() => expect(told).toHaveLength(1), PATIENCE);
  const [{ headers, body } = { headers: {}, body: '' }] = told;
  expect(JSON.parse(body)).toEqual({
    type: 'order.status',
    timestamp: expect.any(String),
    data: { id, number: 12, status: 'confirmed', from: 'pending' },
  });
  const key = Buffer.from(made.secret.replace('whsec_', ''), 'base64');
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const signature = createHmac('sha256', key).update(content).digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${signature}`);
});
