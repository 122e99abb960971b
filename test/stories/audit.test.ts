import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOffice, type TestOffice } from '#test/actors/office.ts';

interface Entry {
  readonly seq: number;
  readonly action: string;
  readonly outcome: string;
  readonly actor: { readonly name: string } | null;
  readonly subject: { readonly kind: string; readonly id: string; readonly name?: string } | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly channel: string;
  readonly address: string | null;
  readonly trace_id: string | null;
}

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ env: { ADMIN_IDS: '1001' } });
});
afterAll(() => office?.close());

const entries = async (query: string) => {
  const olga = await office.employee({ roles: ['administrator'] });
  const { status, body } = await olga.get<{ items: Entry[] }>(`/audit${query}`);
  expect(status).toBe(200);
  return body.items;
};

describe('what is done in a chat', () => {
  it('S2-35: who, what, when and with what result stands in the audit, for ever', async () => {
    const anna = await office.person('telegram', { name: 'Анна', phone: '+79990001234' });
    await anna.says('/profile');
    await anna.hears(/Ваш аккаунт/);
    await anna.presses('Изменить почту');
    await anna.says('anna@example.ru');
    await anna.hears(/Почта: anna@example\.ru/);
    await anna.presses('Изменить почту');
    await anna.says('karenina@example.org');
    await anna.hears(/Почта: karenina@example\.org/);
    await anna.presses('Изменить телефон');
    await anna.sharesPhone();
    await anna.hears(/подтверждён/);

    const done = (await entries('?action=people.contact&sort=seq')).map(({ before, after, ...rest }) => {
      expect(rest).toMatchObject({
        outcome: 'done',
        actor: { name: 'Анна' },
        subject: { kind: 'person', name: 'Анна' },
        channel: 'telegram',
        address: String(anna.userId),
        trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      });
      return { before, after };
    });
    expect(done).toEqual([
      { before: { email: null }, after: { email: 'a***@example.ru', verified: false } },
      { before: { email: 'a***@example.ru' }, after: { email: 'k***@example.org', verified: false } },
      { before: { phone: null }, after: { phone: '***34', verified: true } },
    ]);

    const administrator = await office.employee({ roles: ['administrator'] });
    expect((await administrator.get('/audit/verify')).body).toMatchObject({ holds: true });
    await expect(office.db.deleteFrom('audit_entries').execute()).rejects.toThrow('append-only');
  });

  it('what changes nothing is not recorded', async () => {
    const anna = await office.person('webchat');
    await anna.says('/profile');
    await anna.hears(/Ваш аккаунт/);
    for (const _ of [1, 2]) {
      await anna.presses('Изменить почту');
      await anna.hears(/адрес/);
      await anna.says('same@example.com');
      await anna.hears(/Почта: same@example\.com/);
    }
    const recorded = await entries('?action=people.contact&channel=webchat');
    expect(recorded.map(({ after }) => after)).toEqual([{ email: 's***@example.com', verified: false }]);
  });

  it('is said by the administrator who heard a failed message again', async () => {
    const admin = await office.person('telegram', { id: 1001, name: 'Админ' });
    await admin.says('/start');
    await admin.hears(/Здравствуйте/);
    const { id } = await office.db
      .selectFrom('conversations')
      .select('id')
      .where('address', '=', '1001')
      .executeTakeFirstOrThrow();
    await office.db
      .updateTable('turns')
      .set({ state: 'dead', error: 'boom' })
      .where('conversation_id', '=', id)
      .where('number', '=', 1)
      .execute();
    await admin.says('/admin');
    await admin.hears(/нужен разбор\): 1/);
    await admin.presses('Необработанные');
    await admin.hears(/Не обработано сообщение/);
    await admin.presses('Обработать заново');
    await admin.hears(/на повторную обработку/);
    expect(await entries('?action=deadLetters.replay')).toMatchObject([
      { actor: { name: 'Админ' }, channel: 'telegram', address: '1001', subject: { id: `${id}/1` } },
    ]);
  });
});

describe('what the office says', () => {
  it('is changed in the settings, for everybody at once', async () => {
    const olga = await office.employee({ roles: ['administrator'] });
    const greeting = { ru: 'Привет, {name}! Это «Ромашка».', en: 'Hi, {name}!' };
    expect((await olga.put('/settings/greeting', { value: greeting })).status).toBe(200);
    expect((await olga.put('/settings/office_name', { value: { ru: 'Ромашка', en: 'Daisy' } })).status).toBe(
      200,
    );
    const boris = await office.person('telegram', { name: 'Борис Годунов' });
    await boris.says('/start');
    await boris.hears(/^Привет, Борис! Это «Ромашка»\.$/);

    const visitor = await office.person('webchat');
    await visitor.says('/start');
    await visitor.hears(/^Привет! Это «Ромашка»\.$/);
    const answer = await fetch(`${office.base()}/api/v1/chat`, {
      headers: { authorization: `Bearer ${visitor.token}` },
    });
    expect(await answer.json()).toMatchObject({ title: 'Ромашка' });

    expect((await olga.delete('/settings/greeting')).status).toBe(200);
    await boris.says('/start');
    await boris.hears(/^Здравствуйте, Борис! Это контора/);
  });
});
