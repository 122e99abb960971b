import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import type { Employee } from '#test/actors/panel.ts';

let office: TestOffice;
let administrator: Employee;
let manager: Employee;

beforeAll(async () => {
  office = await openOffice({ env: { ADMIN_IDS: '700700' } });
  administrator = await office.employee({ roles: ['administrator'], name: 'Андрей Администратов' });
  manager = await office.employee({ roles: ['manager'], name: 'Марина Менеджерова' });
});
afterAll(() => office?.close());

interface Card {
  readonly id: string;
  readonly name: string;
  readonly configured_roles: string[];
  readonly identities: { kind: string; value: string }[];
  readonly conversations: { id: string }[];
}

const find = async (q: string): Promise<Card | undefined> => {
  const { body } = await manager.get<{ items: Card[] }>(`/people?q=${encodeURIComponent(q)}`);
  return body.items[0];
};

describe('people in the panel', () => {
  it.each(['telegram', 'webchat'] as const)(
    'who spoke in %s can be erased, and comes again as a stranger',
    async (channel) => {
      const anna = await office.person(channel, { name: 'Аделаида Незабвенная' });
      await anna.says('/start');
      await anna.hears(/./);
      await anna.says('Мой тайный пароль от сейфа');
      await anna.hears(/./);
      const { rows } = await sql<{ person_id: string }>`
      select person_id from messages where content ->> 'text' = 'Мой тайный пароль от сейфа' and direction = 'in'
    `.execute(office.db);
      const id = rows[0]?.person_id ?? '';
      const { body: card } = await manager.get<Card>(`/people/${id}`);
      expect(card).toMatchObject({ identities: [{ kind: channel }], conversations: [{ inbox: channel }] });

      const data = await administrator.open('GET', `/people/${id}/data`);
      expect(data.headers.get('content-disposition')).toBe(`attachment; filename="person-${id}.json"`);
      const document = (await data.json()) as { messages: { content: { text?: string } }[] };
      expect(document.messages.map(({ content }) => content.text)).toContain('Мой тайный пароль от сейфа');

      expect((await manager.delete(`/people/${id}/data`, { confirm: id })).status).toBe(403);
      const erased = await administrator.delete<Card>(`/people/${id}/data`, { confirm: id });
      expect(erased.body).toMatchObject({ name: '', identities: [], conversations: [{ title: '' }] });
      const left = await dump();
      expect(left).not.toContain('Мой тайный пароль');
      expect(left).not.toContain(card.identities[0]?.value);

      if (channel === 'webchat') return;
      await anna.says('/start');
      await expect.poll(() => find('Аделаида')).toBeDefined();
      expect((await find('Аделаида'))?.id).not.toBe(id);
    },
  );

  it('a block ends the sessions of an employee, and its end lets them in again', async () => {
    const operator = await office.employee({ roles: ['operator'], name: 'Олег Операторов' });
    expect((await operator.get('/people')).status).toBe(200);
    const path = `/people/${operator.personId}/block`;
    expect((await manager.post(path, { reason: 'в отпуске' })).status).toBe(200);
    expect((await operator.get('/people')).status).toBe(401);
    expect((await manager.delete(path)).status).toBe(200);
    const until = new Date(Date.now() + 60_000).toISOString();
    await manager.post(path, { reason: 'на минуту', until });
    expect((await operator.get('/people')).status).toBe(401);
    // The minute is over.
    await office.db
      .updateTable('people')
      .set({ blocked_until: new Date(Date.now() - 1) })
      .where('id', '=', operator.personId)
      .execute();
    await expect.poll(async () => (await operator.get('/people')).status).toBe(200);
  });

  it('a role counts from the next request on', async () => {
    const operator = await office.employee({ roles: ['operator'] });
    const path = `/people/${operator.personId}/roles`;
    expect((await operator.get('/dead-letters')).status).toBe(403);
    await administrator.put(path, { roles: ['manager'] });
    expect((await operator.get('/dead-letters')).status).toBe(200);
    await administrator.put(path, { roles: [] });
    expect((await operator.get('/people')).status).toBe(403);
  });

  it('the account of an erased employee is gone', async () => {
    const operator = await office.employee({ roles: ['operator'], name: 'Уходящий' });
    const path = `/people/${operator.personId}/data`;
    expect((await administrator.delete(path, { confirm: 'Уходящий' })).status).toBe(200);
    expect((await operator.get('/people')).status).toBe(401);
    await expect(operator.login(operator.credentials)).rejects.toThrow();
    const own = `/people/${administrator.personId}/data`;
    expect((await administrator.delete(own, { confirm: administrator.personId })).status).toBe(409);
  });

  it('shows who is an administrator by ADMIN_IDS', async () => {
    const chief = await office.person('telegram', { name: 'Главная Начальница', id: 700_700 });
    await chief.says('/start');
    await chief.hears(/./);
    const found = await find('Главная Начальница');
    const { body } = await manager.get<Card>(`/people/${found?.id}`);
    expect(body.configured_roles).toEqual(['administrator']);
    expect((await manager.post(`/people/${body.id}/block`, { reason: 'нет' })).status).toBe(403);
  });
});

/** Every row of every table, as text; but for the counts of requests, which are forgotten within a day. */
const dump = async (): Promise<string> => {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'rate_limits'
  `.execute(office.db);
  let text = '';
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(
      office.db,
    );
    text += rows.map(({ row }) => row).join('\n');
  }
  return text;
};
