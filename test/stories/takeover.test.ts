import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Actor, CHANNELS } from '#test/actors/actor.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import type { Employee } from '#test/actors/panel.ts';
import { PATIENCE } from '#test/patience.ts';

let office: TestOffice;
let olga: Employee;
let boris: Employee;
beforeAll(async () => {
  office = await openOffice();
  olga = await office.employee({ roles: ['operator'], name: 'Ольга' });
  boris = await office.employee({ roles: ['operator'], name: 'Борис' });
});
afterAll(() => office.close());

interface Shown {
  readonly from: string;
  readonly text: string;
  readonly author: { readonly name: string } | null;
  readonly delivery: string | null;
}

/** The id of the conversation of somebody who has just said these words and nobody else has. */
const conversationOf = async (words: string): Promise<string> => {
  const { body } = await olga.get<{ items: { conversation_id: string }[] }>(
    `/messages?q=${encodeURIComponent(words)}`,
  );
  const [found] = body.items;
  if (!found) throw new Error(`nobody said ${words}`);
  return found.conversation_id;
};
const messagesOf = async (id: string): Promise<readonly Shown[]> =>
  (await olga.get<{ items: Shown[] }>(`/conversations/${id}/messages?limit=200`)).body.items;
const takesOver = (who: Employee, id: string, body: object = {}) =>
  who.post(`/conversations/${id}/operator`, body);
const answers = (who: Employee, id: string, text: string, key = randomUUID()) =>
  who.post<{ id: number; position: number }>(`/conversations/${id}/messages`, { id: key, text });
const handsBack = (who: Employee, id: string) => who.delete(`/conversations/${id}/operator`);
/** The operator has done nothing for too long, and the office looks. */
const goesSilent = async (id: string): Promise<void> => {
  await sql`update conversations set operator_until = now() where id = ${id}`.execute(office.db);
  await office.app().conversations.operators.returnSilent();
};
/** Waits until the office has worked these words of a conversation. */
const worked = (id: string, words: string) =>
  vi.waitFor(async () => {
    const { rows } = await sql<{ texts: string[] }>`
      select array(select content->>'text' from messages where conversation_id = c.id and turn <= c.said) as texts
      from conversations c where id = ${id}
    `.execute(office.db);
    expect(rows[0]?.texts).toContain(words);
  }, PATIENCE);

/** Somebody with a conversation that nobody else can be taken for. */
const arrives = async (channel: (typeof CHANNELS)[number]): Promise<{ anna: Actor; id: string }> => {
  const anna = await office.person(channel);
  const words = `привет ${randomUUID()}`;
  await anna.says(words);
  await anna.hears(/не понял/);
  return { anna, id: await conversationOf(words) };
};

describe.each(CHANNELS)('a takeover on %s', (channel) => {
  it('silences the bot: the operator answers under a name, and hands the conversation back', async () => {
    const { anna, id } = await arrives(channel);
    expect((await takesOver(olga, id)).body).toMatchObject({
      operator: { id: olga.personId, name: 'Ольга' },
    });
    await anna.hears(/^Вам отвечает Ольга\./);
    expect(await anna.keys()).toEqual(['Завершить разговор']);

    for (const words of ['/menu', 'Аккаунт', 'есть ли трубы?']) await anna.says(words);
    await worked(id, 'есть ли трубы?');
    expect((await answers(olga, id, 'Есть, сколько нужно?')).status).toBe(202);
    await anna.hears(/^Есть, сколько нужно\?$/);
    expect((await anna.heard()).slice(-2)).toEqual([
      expect.stringMatching(/^Вам отвечает Ольга/),
      'Есть, сколько нужно?',
    ]);
    await vi.waitFor(async () => {
      expect((await messagesOf(id)).at(-1)).toMatchObject({
        from: 'operator',
        author: { name: 'Ольга' },
        delivery: 'sent',
      });
    }, PATIENCE);

    expect((await handsBack(olga, id)).body).toMatchObject({ operator: null, waiting_since: null });
    await anna.hears(/снова отвечает бот/);
    expect(await anna.keys()).toContain('Меню');
    await anna.says('/menu');
    await anna.hears(/Выберите раздел/);
  });

  it('the operator sends a file, with words and alone, once each', async () => {
    const { anna, id } = await arrives(channel);
    await takesOver(olga, id);
    await anna.hears(/^Вам отвечает Ольга\./);
    const upload = async (content: Buffer, name: string): Promise<string> => {
      const form = new FormData();
      form.append('file', new Blob([Buffer.from(content)]), name);
      const uploaded = await olga.open('POST', '/conversations/files', form);
      expect(uploaded.status).toBe(201);
      return ((await uploaded.json()) as { id: string }).id;
    };
    const sends = (body: object, who = olga) => who.post(`/conversations/${id}/messages`, body);
    const [price, photo] = [Buffer.from('%PDF-1.4\n%%EOF\n'), Buffer.from('GIF89a-no-picture')];

    const priceId = await upload(price, 'прайс.pdf');
    const both = { id: randomUUID(), text: 'Вот прайс', file_id: priceId };
    expect((await sends({ ...both, id: randomUUID() }, boris)).status).toBe(409);
    expect((await sends(both)).status).toBe(202);
    expect((await sends(both)).status).toBe(202);
    await anna.hears(/^Вот прайс$/);
    expect(await anna.gets('прайс.pdf')).toEqual(price);
    expect((await sends({ id: randomUUID(), file_id: await upload(photo, 'вид.gif') })).status).toBe(202);
    expect(await anna.gets('вид.gif')).toEqual(photo);
    const said = (await messagesOf(id)).filter(({ from }) => from === 'operator');
    expect(said).toMatchObject([
      { text: 'Вот прайс', files: [] },
      { text: '', files: [{ id: priceId, name: 'прайс.pdf', stored: true }] },
      { text: '', files: [{ name: 'вид.gif' }] },
    ]);

    for (const wrong of [{}, { text: ' ' }, { file_id: randomUUID() }])
      expect((await sends({ id: randomUUID(), ...wrong })).status).toBe(422);
    expect((await messagesOf(id)).filter(({ from }) => from === 'operator')).toHaveLength(3);
  });

  it('ends when the person leaves by the key, or by /cancel', async () => {
    const { anna, id } = await arrives(channel);
    for (const leave of [() => anna.presses('Завершить разговор'), () => anna.says('/cancel')]) {
      await takesOver(olga, id);
      await anna.hears(/Вам отвечает Ольга/);
      await leave();
      await anna.hears(/снова отвечает бот/);
      expect(await anna.keys()).toContain('Меню');
      expect((await answers(olga, id, 'Алло?')).status).toBe(409);
      expect((await handsBack(olga, id)).status).toBe(409);
    }
    await anna.says('/help');
    await anna.hears(/Как начать/);
  });

  it('in the middle of a dialogue keeps its place: after it the step asks again and goes on', async () => {
    const { anna, id } = await arrives(channel);
    await anna.says('/profile');
    await anna.hears(/Ваш аккаунт/);
    await anna.presses('Изменить имя');
    await anna.hears(/Как вас зовут/);
    await takesOver(olga, id);
    await anna.hears(/Вам отвечает Ольга/);
    await anna.says('Подскажите, зачем имя?');
    await worked(id, 'Подскажите, зачем имя?');
    await handsBack(olga, id);
    await anna.hears(/снова отвечает бот/);
    await anna.hears(/Как вас зовут/);
    await anna.says('Анна Дождавшаяся');
    await anna.hears(/Имя: Анна Дождавшаяся/);
  });

  it('outlives a restart of the office', async () => {
    const { anna, id } = await arrives(channel);
    await takesOver(olga, id);
    await anna.hears(/Вам отвечает Ольга/);
    await office.restart();
    await anna.says('вы ещё тут?');
    await worked(id, 'вы ещё тут?');
    await answers(olga, id, 'Тут.');
    await anna.hears(/^Тут\.$/);
    await handsBack(olga, id);
    await anna.hears(/снова отвечает бот/);
    expect((await anna.heard()).filter((text) => /не понял/.test(text))).toHaveLength(1);
  });

  it('hears and says nothing twice, however often it is sent', async () => {
    const { anna, id } = await arrives(channel);
    await takesOver(olga, id);
    await takesOver(olga, id);
    await anna.hears(/Вам отвечает Ольга/);
    const words = `сколько стоит ${randomUUID()}`;
    await anna.says(words);
    await anna.repeats();
    await worked(id, words);
    const key = randomUUID();
    const said = await Promise.all([1, 2, 3].map(() => answers(olga, id, 'Сто рублей.', key)));
    expect(new Set(said.map(({ body }) => body.id)).size).toBe(1);
    await anna.hears(/Сто рублей/);
    await handsBack(olga, id);
    await anna.hears(/снова отвечает бот/);
    expect((await answers(olga, id, 'Сто рублей.', key)).body).toEqual(said[0]?.body);
    const texts = (await messagesOf(id)).map(({ text }) => text);
    for (const once of [words, 'Сто рублей.', 'Вам отвечает Ольга.'])
      expect(texts.filter((text) => text.startsWith(once))).toHaveLength(1);
    expect((await anna.heard()).filter((text) => text === 'Сто рублей.')).toHaveLength(1);
  });

  it('by a silent operator ends by itself: whoever still waits is in the queue again', async () => {
    const { anna, id } = await arrives(channel);
    await takesOver(olga, id);
    await anna.hears(/Вам отвечает Ольга/);
    await anna.says('Где же вы?');
    await worked(id, 'Где же вы?');
    await goesSilent(id);
    await anna.hears(/пришлось отойти/);
    await anna.hears(/Вы \d+-й в очереди/);
    const { body } = await olga.get(`/conversations/${id}`);
    expect(body).toMatchObject({ operator: null, queued_at: expect.any(String), dialogue: 'talk-to-person' });

    await takesOver(boris, id);
    await anna.hears(/Вам отвечает Борис/);
    await answers(boris, id, 'Я вместо Ольги.');
    await anna.hears(/вместо Ольги/);
    await goesSilent(id);
    await anna.hears(/снова отвечает бот/);
    await anna.says('/menu');
    await anna.hears(/Выберите раздел/);
  });
});

describe('two operators', () => {
  it('at once: one gets the conversation, the other is told who has it', async () => {
    const { anna, id } = await arrives('telegram');
    const taken = await Promise.all([takesOver(olga, id), takesOver(boris, id)]);
    expect(taken.map(({ status }) => status).sort()).toEqual([200, 409]);
    const winner = taken[0]?.status === 200 ? olga : boris;
    const loser = winner === olga ? boris : olga;
    const refusal = taken.find(({ status }) => status === 409);
    expect(refusal?.body).toMatchObject({
      type: 'urn:kontora:problem:conflict',
      operator: { id: winner.personId, name: winner.name },
    });
    await anna.hears(/Вам отвечает/);
    expect((await answers(loser, id, 'И я!')).body).toMatchObject({ operator: { name: winner.name } });
    expect((await handsBack(loser, id)).status).toBe(403);
    expect((await takesOver(loser, id, { seize: true })).status).toBe(403);
    expect((await anna.heard()).filter((text) => /Вам отвечает/.test(text))).toHaveLength(1);
  });

  it('a manager takes it from another, and the person is told', async () => {
    const manager = await office.employee({ roles: ['manager'], name: 'Мария' });
    const { anna, id } = await arrives('webchat');
    await takesOver(olga, id);
    await anna.hears(/Вам отвечает Ольга/);
    expect((await takesOver(manager, id)).status).toBe(409);
    expect((await takesOver(manager, id, { seize: true })).status).toBe(200);
    await anna.hears(/Теперь вам отвечает Мария/);
    expect((await answers(olga, id, 'Ещё минуту')).status).toBe(409);
    await answers(manager, id, 'Я помогу.');
    await anna.hears(/Я помогу/);
    expect((await handsBack(manager, id)).status).toBe(200);
    await anna.hears(/снова отвечает бот/);
  });
});

it('whoever is blocked is not answered, is told so once, and waits for nobody', async () => {
  const { anna, id } = await arrives('telegram');
  await sql`
    update people set blocked_at = now() where id = (select person_id from conversations where id = ${id})
  `.execute(office.db);
  for (const words of ['/menu', 'Позвать человека', 'ответьте!']) await anna.says(words);
  await anna.hears(/переписка с вами остановлена/);
  await worked(id, 'ответьте!');
  expect((await anna.heard()).filter((text) => /остановлена|раздел|очереди/.test(text))).toEqual([
    expect.stringMatching(/не понял/),
    expect.stringMatching(/остановлена/),
  ]);
  expect((await olga.get(`/conversations/${id}`)).body).toMatchObject({
    waiting_since: null,
    queued_at: null,
    person: { blocked: true },
  });
  await sql`
    update people set blocked_until = now() where id = (select person_id from conversations where id = ${id})
  `.execute(office.db);
  await anna.says('/menu');
  await anna.hears(/Выберите раздел/);
});
