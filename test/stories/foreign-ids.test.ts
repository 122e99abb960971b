import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';

import { startValue } from '#kernel/start-value.ts';
import { type Actor, CHANNELS } from '#test/actors/actor.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import { type Enrolled, enrol } from './customers.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

/** Words that nobody but the members of an organization may read. */
const SECRETS = ['Тайный товар', 'тайный комментарий', 'Тайная улица', 'Тайный вопрос', 'тайный ответ'];

/** An order, a question about it, and somebody who asks for access. */
const addSecrets = async ({ personId, organizationId }: Enrolled) => {
  const [order, question, request, applicant] = [newId(), newId(), newId(), newId()];
  await sql`
    insert into orders (id, number, person_id, organization_id, status, submitted_at, comment, address, total)
    values (${order}, nextval('order_numbers'), ${personId}, ${organizationId}, 'pending', now(), 'тайный комментарий',
            'Тайная улица, 1', 10)
  `.execute(office.db);
  const { rows } = await sql<{ id: number }>`
    insert into order_lines (order_id, position, title, qty, price) values (${order}, 1, 'Тайный товар', 1, 10)
    returning id
  `.execute(office.db);
  await sql`
    insert into questions (id, organization_id, person_id, title, order_id)
    values (${question}, ${organizationId}, ${personId}, 'Тайный вопрос', ${order})
  `.execute(office.db);
  await sql`
    insert into question_messages (question_id, author_id, by_office, author_name, text)
    values (${question}, ${personId}, false, 'Анна', 'тайный ответ')
  `.execute(office.db);
  await sql`insert into people (id, name) values (${applicant}, 'Тайный товар')`.execute(office.db);
  await sql`
    insert into access_requests (id, person_id, organization_id, words)
    values (${request}, ${applicant}, ${organizationId}, 'Ромашка')
  `.execute(office.db);
  return { order, question, request, line: rows[0]?.id ?? 0 };
};

/** What an order, a question and a request are now. */
const stateOf = async ({ order, question, request }: Awaited<ReturnType<typeof addSecrets>>) =>
  (
    await sql<object>`
      select o.status, o.version, (select count(*)::integer from question_messages where question_id = ${question}) as said,
             (select count(*)::integer from questions where order_id = ${order}) as questions,
             (select closed_at from questions where id = ${question}) as closed,
             (select state from access_requests where id = ${request}) as request
      from orders o where o.id = ${order}
    `.execute(office.db)
  ).rows[0];

/** A pushed message whose buttons start dialogues with these openings. */
const showButtons = (personId: string, openings: readonly (readonly [string, string])[]) =>
  office.db.transaction().execute((tx) => {
    const rows = openings.map(([name, text], at) => [
      { label: `кнопка ${at}`, value: startValue(name, text) },
    ]);
    return office.app().conversations.sayTo(tx, {
      personId,
      text: { ru: 'вот кнопки', en: 'buttons' },
      buttons: { ru: rows, en: rows },
    });
  });

const settles = async (actor: Actor): Promise<void> => {
  await actor.says('/help');
  await actor.hears(/Как начать/);
};

const openingsOf = ({ order, question, request }: Awaited<ReturnType<typeof addSecrets>>) =>
  [
    ['orders', order],
    ['questions', question],
    ['questions', `reply:${question}`],
    ['questions', `order:${order}`],
    ['organization', `request:${request}`],
    ['cart', order],
  ] as const;

describe.each(CHANNELS)('ids of others on %s', (channel) => {
  it('open nothing, whether they are typed, stand in a button, or are tried step by step', async () => {
    const secrets = await addSecrets(await enrol(office, await office.person(channel)));
    const before = await stateOf(secrets);
    const stranger = await office.person(channel);
    const { personId } = await enrol(office, stranger);
    for (const [name, text] of openingsOf(secrets)) await stranger.says(`/${name} ${text}`);
    await settles(stranger);
    for (const opening of openingsOf(secrets)) {
      await showButtons(personId, [opening]);
      await stranger.hears(/вот кнопки/);
      await stranger.presses('кнопка 0');
      await stranger.says('да');
    }
    await settles(stranger);
    const heard = (await stranger.heard()).join('\n');
    for (const secret of SECRETS) expect(heard).not.toContain(secret);
    expect(await stateOf(secrets)).toEqual(before);
  }, 60_000);

  it('are of no use any more to whoever was a member, from the next message on', async () => {
    const owner = await office.person(channel);
    const { organizationId, personId: ownerId } = await enrol(office, owner);
    const secrets = await addSecrets({ personId: ownerId, organizationId });
    const member = await office.person(channel);
    const { personId } = await enrol(office, member, { of: organizationId });
    await member.says(`/orders ${secrets.order}`);
    await member.hears(/Тайный товар/);
    await office.db.deleteFrom('organization_members').where('person_id', '=', personId).execute();
    const before = await stateOf(secrets);
    const known = (await member.heard()).length;
    await member.presses('Отменить заказ');
    await member.says('да');
    for (const [name, text] of openingsOf(secrets)) await member.says(`/${name} ${text}`);
    await settles(member);
    const heard = (await member.heard()).slice(known).join('\n');
    for (const secret of SECRETS) expect(heard).not.toContain(secret);
    expect(await stateOf(secrets)).toEqual(before);
  }, 60_000);
});
