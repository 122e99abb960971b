import { randomUUID } from 'node:crypto';
import { createParser } from 'eventsource-parser';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { createCustomers } from '#modules/customers/index.ts';
import { MOST_UPLOAD_BYTES } from '#modules/files/index.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import type { Employee } from '#test/actors/panel.ts';
import { PATIENCE } from '#test/patience.ts';
import { MOST_OPEN } from '../limits.ts';
import { questionData } from '../personal-data.ts';
import { createQuestions } from '../questions.ts';

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly unread: number;
  readonly waiting_since: string | null;
  readonly closed_at: string | null;
}
interface Page {
  readonly items: readonly Listed[];
  readonly total: number;
}

const clock = { now: () => Date.now() };
const questions = createQuestions({ customers: createCustomers({ clock }), clock });

let office: TestOffice;
let olga: Employee;
let boris: Employee;
beforeAll(async () => {
  office = await openOffice();
  olga = await office.employee({ roles: ['operator'], name: 'Ольга' });
  boris = await office.employee({ roles: ['manager'], name: 'Борис' });
});
afterAll(() => office?.close());

/** A person who belongs to a new organization of this name, or to none. */
const customer = async (organization?: string): Promise<string> => {
  const [id, company] = [newId(), newId()];
  await sql`insert into people (id, name) values (${id}, 'Анна Каренина')`.execute(office.db);
  if (organization === undefined) return id;
  await sql`insert into organizations (id, name, kind) values (${company}, ${organization}, 'company')`.execute(
    office.db,
  );
  await sql`
    insert into organization_members (organization_id, person_id, role) values (${company}, ${id}, 'owner')
  `.execute(office.db);
  return id;
};

const ask = async (personId: string, text: string): Promise<string> => {
  const asked = await office.db
    .transaction()
    .execute((tx) => questions.ask(tx, { personId, name: 'Анна Каренина', text }));
  if (!asked.ok) throw new Error(asked.reason);
  return asked.value.id;
};
const write = (personId: string, questionId: string, text: string) =>
  office.db
    .transaction()
    .execute((tx) => questions.write(tx, { personId, name: 'Анна Каренина', questionId, text }));
const list = async (query: string): Promise<Page> => {
  const { status, body } = await olga.get<Page>(`/shop/questions?${query}`);
  expect(status).toBe(200);
  return body;
};
const answer = (by: Employee, id: string, body: object) =>
  by.post<never>(`/shop/questions/${id}/messages`, body);
const titles = ({ items }: Page) => items.map(({ title }) => title);

describe('the list of questions', () => {
  it('is filtered by state, organization and words of everything', async () => {
    const anna = await customer('Стройдвор');
    const ids = [
      await ask(anna, 'Список: ждёт первый'),
      await ask(anna, 'Список: ждёт второй'),
      await ask(anna, 'Список: отвечен'),
      await ask(anna, 'Список: закрыт'),
    ];
    await answer(olga, ids[2] ?? '', { text: 'Вот ответ про гайки', key: 'a' });
    await olga.post(`/shop/questions/${ids[3]}/close`);

    expect(titles(await list('q=Список:&state=waiting&sort=waiting_since'))).toEqual([
      'Список: ждёт первый',
      'Список: ждёт второй',
    ]);
    expect((await list('q=Список:&state=open')).total).toBe(3);
    expect(titles(await list('q=Список:&state=closed'))).toEqual(['Список: закрыт']);
    expect((await list('q=Список:')).total).toBe(4);
    expect((await list('q=Список:&size=2&page=2')).items).toHaveLength(2);
    expect(titles(await list('q=ГАЙКИ'))).toEqual(['Список: отвечен']);
    expect((await list('q=стройдвор список')).total).toBe(4);
    expect((await list('q=каренина стройдвор гайки')).total).toBe(1);
    expect((await list(`q=${encodeURIComponent('100%_')}`)).total).toBe(0);
    expect((await list(`person_id=${anna}`)).total).toBe(4);
    expect((await list(`organization_id=${randomUUID()}`)).total).toBe(0);
    expect((await list('q=Список:&sort=created_at')).items.map(({ id }) => id)).toEqual(ids);
  });

  it.each(['state=none', 'size=0', 'size=201', 'page=0', 'sort=title', 'organization_id=1', 'what=1'])(
    'refuses ?%s',
    async (query) => expect((await olga.get(`/shop/questions?${query}`)).status).toBe(422),
  );
});

describe('unread marks', () => {
  it('are counted for each employee, and an answer of anybody is one for all', async () => {
    const anna = await customer('Непрочитанное');
    const id = await ask(anna, 'Непрочитанный вопрос');
    await write(anna, id, 'И ещё');
    const unread = async (who: Employee) =>
      (await who.get<{ question: Listed }>(`/shop/questions/${id}`)).body.question.unread;
    const counts = async (who: Employee) =>
      (await who.get<{ waiting: number; unread: number }>('/shop/questions/unread')).body;
    expect([await unread(olga), await unread(boris)]).toEqual([2, 2]);
    const before = await counts(olga);
    await olga.post(`/shop/questions/${id}/read`, {});
    expect([await unread(olga), await unread(boris)]).toEqual([0, 2]);
    expect(await counts(olga)).toEqual({ waiting: before.waiting, unread: before.unread - 1 });
    await answer(olga, id, { text: 'Ответ', key: 'k' });
    expect([await unread(olga), await unread(boris)]).toEqual([0, 0]);
    expect((await counts(olga)).waiting).toBe(before.waiting - 1);
    await write(anna, id, 'А теперь?');
    expect([await unread(olga), await unread(boris)]).toEqual([1, 1]);
  });

  it('of a customer are what others wrote', async () => {
    const anna = await customer('Прочтённое');
    const id = await ask(anna, 'Мой вопрос');
    await answer(boris, id, { text: 'Ответ', key: 'k' });
    const page = () => questions.list(office.db, { personId: anna, page: 1, size: 8 });
    expect((await page()).items).toMatchObject([{ id, unread: 1 }]);
    await office.db.transaction().execute((tx) => questions.seen(tx, { personId: anna, questionId: id }));
    expect((await page()).items).toMatchObject([{ id, unread: 0 }]);
  });
});

describe('answers', () => {
  it.each([
    ['nothing', { key: 'k' }],
    ['only blanks', { text: ' \u200b\n ', key: 'k' }],
    ['more than 4 000 signs', { text: 'ы'.repeat(4_001), key: 'k' }],
    ['no key', { text: 'Да' }],
    ['a file that is not there', { text: 'Да', file_ids: [randomUUID()], key: 'k' }],
    ['too many files', { text: 'Да', file_ids: Array.from({ length: 11 }, () => randomUUID()), key: 'k' }],
    ['an unknown field', { text: 'Да', key: 'k', more: 1 }],
  ])('of %s are refused, and nothing is said', async (_, body) => {
    const id = await ask(await customer(), 'Что-то');
    expect((await answer(olga, id, body)).status).toBe(422);
    const { body: opened } = await olga.get<{ messages: unknown[] }>(`/shop/questions/${id}`);
    expect(opened.messages).toHaveLength(1);
  });

  it('under a key of somebody else conflict', async () => {
    const id = await ask(await customer(), 'Чей ключ');
    expect((await answer(olga, id, { text: 'Мой', key: 'same' })).status).toBe(200);
    expect((await answer(boris, id, { text: 'Мой', key: 'same' })).status).toBe(409);
  });

  it('open a closed question again; closing twice is one entry of the audit', async () => {
    const id = await ask(await customer(), 'Закрываем');
    for (const _ of [1, 2]) expect((await olga.post(`/shop/questions/${id}/close`)).status).toBe(200);
    expect((await answer(olga, id, { text: 'Всё же', key: 'k' })).body).toMatchObject({
      question: { closed_at: null },
      told: 0,
    });
    expect((await olga.post(`/shop/questions/${id}/reopen`)).status).toBe(200);
    const { rows } = await sql<{ action: string }>`
      select action from audit_entries where subject_kind = 'question' and subject_id = ${id} order by seq
    `.execute(office.db);
    expect(rows.map(({ action }) => action)).toEqual(['questions.close', 'questions.answer']);
  });

  it('of what is not there are not found', async () => {
    for (const path of ['', '/files/0199aaaa-0000-7000-8000-000000000001'])
      expect((await olga.get(`/shop/questions/${randomUUID()}${path}`)).status).toBe(404);
    for (const [path, body] of [
      ['messages', { text: 'x', key: 'k' }],
      ['close', undefined],
      ['reopen', undefined],
      ['read', {}],
    ] as const)
      expect((await olga.post(`/shop/questions/${randomUUID()}/${path}`, body)).status).toBe(404);
    expect((await fetch(`${office.base()}/api/v1/shop/questions/attachments/nonsense`)).status).toBe(404);
    expect((await fetch(`${office.base()}/api/v1/shop/questions`)).status).toBe(401);
  });
});

describe('attachments', () => {
  const upload = (who: Employee, content: Buffer, name = 'файл.txt', part = 'file') => {
    const form = new FormData();
    form.append(part, new Blob([content]), name);
    return who.open('POST', '/shop/questions/files', form);
  };

  it('are what their content is, and only of who uploaded them', async () => {
    const html = await upload(olga, Buffer.from('<script>alert(1)</script>'), '../../счёт.pdf');
    expect(html.status).toBe(201);
    const file = (await html.json()) as { id: string };
    expect(file).toMatchObject({ name: 'счёт.pdf', mime: 'text/plain', size: 25 });
    const id = await ask(await customer(), 'Чужой файл');
    expect((await answer(boris, id, { file_ids: [file.id], key: 'k' })).status).toBe(422);
    expect((await olga.get(`/shop/questions/${id}/files/${file.id}`)).status).toBe(404);
  });

  it('that are too large or no form are refused', async () => {
    expect((await upload(olga, Buffer.alloc(MOST_UPLOAD_BYTES + 1))).status).toBe(413);
    expect((await upload(olga, Buffer.from('x'), 'x.txt', 'other')).status).toBe(422);
    expect((await olga.post('/shop/questions/files', { file: 1 })).status).toBe(415);
  });
});

describe('limits', () => {
  it('an organization has at most 100 open questions, however many ask at once', async () => {
    const anna = await customer('Много вопросов');
    for (let number = 1; number < MOST_OPEN; number += 1) await ask(anna, `Вопрос ${number}`);
    const asked = await Promise.allSettled([1, 2, 3].map((number) => ask(anna, `Последний ${number}`)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [first] = (await questions.list(office.db, { personId: anna, page: 1, size: 1 })).items;
    await office.db
      .transaction()
      .execute((tx) => questions.close(tx, { personId: anna, questionId: first?.id ?? '' }));
    await ask(anna, 'Место освободилось');
    expect(await write(anna, first?.id ?? '', 'Открыть снова')).toEqual({ ok: false, reason: 'too_many' });
  });

  it('words are needed, and not too many', async () => {
    const anna = await customer();
    for (const text of ['', ' \u200b', 'ы'.repeat(4_001)])
      await expect(ask(anna, text)).rejects.toThrow('invalid');
    await expect(ask(anna, 'ы'.repeat(4_000))).resolves.toBeTypeOf('string');
  });
});

describe('live', () => {
  it('tells of what happens, beginning with the counts', async () => {
    const leaving = new AbortController();
    const stream = await olga.open('GET', '/shop/questions/live', undefined, { signal: leaving.signal });
    const heard: string[] = [];
    const parser = createParser({ onEvent: ({ event, data }) => heard.push(`${event} ${data}`) });
    const reading = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of stream.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }));
    })().catch(() => undefined);
    await vi.waitFor(() => expect(heard.join()).toMatch(/^counts \{"waiting":/), PATIENCE);
    const id = await ask(await customer(), 'Живой вопрос');
    await vi.waitFor(() => expect(heard).toContain(`changed {"id":"${id}"}`), { timeout: 5_000 });
    leaving.abort();
    await reading;
  });
});

describe('personal data', () => {
  it('is exported, and blanked by an erasure; answers of the office stay', async () => {
    const anna = await customer();
    const id = await ask(anna, 'Мой адрес: Цветочная, 5');
    await answer(olga, id, { text: 'Записали', key: 'k' });
    const part = questionData({ db: office.db });
    const person = { id: anna, identities: [] };
    const collected: object[] = [];
    for await (const piece of part.collect(person)) collected.push(piece);
    expect(collected).toMatchObject([{ text: 'Мой адрес: Цветочная, 5', question_id: id }]);
    for (const _ of [1, 2]) await office.db.transaction().execute((tx) => part.erase(tx, person));
    const { body } = await olga.get<{ question: Listed; messages: { text: string; author: string }[] }>(
      `/shop/questions/${id}`,
    );
    expect(body.question.title).toBe('—');
    expect(body.messages).toMatchObject([
      { text: '', author: '' },
      { text: 'Записали', author: 'Ольга' },
    ]);
    expect((await list('q=Цветочная')).total).toBe(0);
  });
});
