import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { type Actor, CHANNELS, type ChannelName } from '#test/actors/actor.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import type { Employee } from '#test/actors/panel.ts';
import { PATIENCE } from '#test/patience.ts';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly organization: { readonly name: string } | null;
  readonly person: { readonly name: string };
  readonly unread: number;
  readonly waiting_since: string | null;
  readonly closed_at: string | null;
}
interface Opened {
  readonly question: Listed;
  readonly messages: readonly {
    readonly by_office: boolean;
    readonly text: string;
    readonly files: readonly { readonly id: string; readonly name: string; readonly mime: string }[];
  }[];
}
interface Member {
  readonly actor: Actor;
  readonly id: string;
}

let office: TestOffice;
let olga: Employee;
beforeAll(async () => {
  office = await openOffice();
  olga = await office.employee({ roles: ['manager'], name: 'Ольга' });
});
afterAll(() => office?.close());

const newOrganization = async (name: string): Promise<string> => {
  const id = newId();
  await sql`insert into organizations (id, name, kind) values (${id}, ${name}, 'company')`.execute(office.db);
  return id;
};

/** Somebody who has just come, as a member of an organization or of none. */
const comes = async (
  channel: ChannelName,
  organization?: string,
  name = 'Анна Каренина',
): Promise<Member> => {
  const actor = await office.person(channel, { name });
  await actor.says('/start');
  await actor.hears(/Здравствуйте/);
  const { rows } = await sql<{ id: string }>`
    select person_id as id from messages where direction = 'in' order by id desc limit 1
  `.execute(office.db);
  const { id = '' } = rows[0] ?? {};
  if (organization !== undefined)
    await sql`
      insert into organization_members (organization_id, person_id, role) values (${organization}, ${id}, 'member')
    `.execute(office.db);
  return { actor, id };
};

/** Asks by the menu word; answers how the office lists it. */
const asks = async ({ actor }: Member, words: string): Promise<Listed> => {
  await actor.says('/questions new');
  await actor.hears(/Напишите вопрос/);
  await actor.says(words);
  await actor.hears(/^Вопрос отправлен/);
  await actor.presses('Готово');
  await actor.hears(/всё передано/);
  return listed(words);
};

const listed = async (words: string): Promise<Listed> => {
  const { body } = await olga.get<{ items: Listed[] }>(`/shop/questions?q=${encodeURIComponent(words)}`);
  const [one] = body.items;
  if (!one) throw new Error(`the office has no question "${words}"`);
  return one;
};
const opened = async (id: string): Promise<Opened> => (await olga.get<Opened>(`/shop/questions/${id}`)).body;
const answers = (id: string, text: string, more: object = {}) =>
  olga.post<{ told: number; message: { id: number } }>(`/shop/questions/${id}/messages`, {
    text,
    key: randomUUID(),
    ...more,
  });
const countOf = async (actor: Actor, pattern: RegExp) =>
  (await actor.heard()).filter((text) => pattern.test(text)).length;

describe.each(CHANNELS)('questions on %s', (channel) => {
  it('are asked, answered in the panel, read and answered in the messenger, closed, and opened by writing', async () => {
    const company = await newOrganization(`Ромашка ${channel}`);
    const anna = await comes(channel, company);
    await anna.actor.says('Задать вопрос');
    await anna.actor.hears(/Напишите вопрос/);
    await anna.actor.says(`Когда привезут цемент ${channel}?`);
    await anna.actor.hears(/^Вопрос отправлен/);
    await anna.actor.says('Нужно к пятнице');
    await anna.actor.hears(/^Добавлено к вопросу/);
    await anna.actor.presses('Готово');
    await anna.actor.hears(/Ответ придёт сюда/);

    const question = await listed(`цемент ${channel}`);
    expect(question).toMatchObject({
      title: `Когда привезут цемент ${channel}?`,
      organization: { name: `Ромашка ${channel}` },
      unread: 2,
      closed_at: null,
    });
    expect(question.waiting_since).not.toBeNull();

    const { status, body } = await answers(question.id, 'Привезём в четверг.');
    expect(status).toBe(200);
    expect(body.told).toBe(1);
    const push = await anna.actor.hears(/^Ответ на ваш вопрос/);
    expect(push).toBe(`Ответ на ваш вопрос «Когда привезут цемент ${channel}?»:\n\nПривезём в четверг.`);
    expect((await listed(`цемент ${channel}`)).waiting_since).toBeNull();

    await anna.actor.presses('Ответить');
    await anna.actor.hears(/^Напишите ответ в вопрос/);
    await anna.actor.says('Спасибо, ждём');
    await anna.actor.hears(/^Добавлено к вопросу/);
    expect((await opened(question.id)).messages.map(({ by_office, text }) => [by_office, text])).toEqual([
      [false, `Когда привезут цемент ${channel}?`],
      [false, 'Нужно к пятнице'],
      [true, 'Привезём в четверг.'],
      [false, 'Спасибо, ждём'],
    ]);

    const closed = await olga.post<Listed>(`/shop/questions/${question.id}/close`);
    expect(closed.body.closed_at).not.toBeNull();
    await anna.actor.says('/questions');
    await anna.actor.hears(/^Ваши вопросы: 1/);
    await anna.actor.presses(
      (await anna.actor.sees()).buttons.flat().find((label) => label.startsWith('✓ ')) ?? '',
    );
    expect(await anna.actor.hears(/^Вопрос «/)).toMatch(/Вопрос закрыт\. Напишите/);
    await anna.actor.says('А счёт пришлёте?');
    await anna.actor.hears(/^Добавлено к вопросу/);
    expect(await listed(`цемент ${channel}`)).toMatchObject({ closed_at: null, unread: 2 });
  });

  it('are read and answered by whoever of the organization takes part, and by nobody else', async () => {
    const company = await newOrganization(`Лютик ${channel}`);
    const [anna, boris, vera] = [
      await comes(channel, company),
      await comes(channel, company, 'Борис Борисов'),
      await comes(channel, company, 'Вера Павловна'),
    ];
    const stranger = await comes(channel, await newOrganization(`Чужие ${channel}`), 'Чужой Человек');
    const question = await asks(anna, `Есть ли скидка для Лютика ${channel}?`);

    await boris.actor.says(`/questions ${question.id}`);
    await boris.actor.hears(/^Вопрос «Есть ли скидка/);
    await boris.actor.says('И доставка нужна');
    await boris.actor.hears(/^Добавлено/);
    expect((await answers(question.id, 'Скидка 5 %.')).body.told).toBe(2);
    await anna.actor.hears(/Скидка 5 %/);
    await boris.actor.hears(/Скидка 5 %/);

    await vera.actor.says('/questions');
    await vera.actor.hears(/^Ваши вопросы: 1/);
    expect((await vera.actor.sees()).buttons.flat()[0]).toMatch(/^● Есть ли скидка/);
    expect(await countOf(vera.actor, /Ответ на ваш вопрос/)).toBe(0);

    for (const opening of [question.id, `reply:${question.id}`]) {
      await stranger.actor.says(`/questions ${opening}`);
      await stranger.actor.hears(/^Такого вопроса нет/);
    }
    expect((await stranger.actor.heard()).join('\n')).not.toMatch(/скидка|Скидка/);

    await sql`delete from organization_members where person_id = ${boris.id}`.execute(office.db);
    expect((await answers(question.id, 'И доставим.')).body.told).toBe(1);
    await anna.actor.hears(/И доставим/);
    await boris.actor.presses('Открыть');
    await boris.actor.hears(/^Такого вопроса нет/);
    expect(await countOf(boris.actor, /И доставим/)).toBe(0);
  });

  it('carry attachments both ways', async () => {
    const company = await newOrganization(`Файлы ${channel}`);
    const [anna, boris] = [await comes(channel, company), await comes(channel, company, 'Борис Борисов')];
    await anna.actor.says('/questions new');
    await anna.actor.hears(/Напишите вопрос/);
    const caption = `Такой насос есть ${channel}?`;
    await anna.actor.sends({ name: 'насос.pdf', content: PDF, caption });
    await anna.actor.hears(/^Вопрос отправлен/);
    const { id } = await listed(caption);
    const [first] = (await opened(id)).messages;
    expect(first).toMatchObject({ text: caption, files: [{ name: 'насос.pdf', mime: 'application/pdf' }] });
    const got = await olga.open('GET', `/shop/questions/${id}/files/${first?.files[0]?.id}`);
    expect(Buffer.from(await got.arrayBuffer())).toEqual(PDF);
    await anna.actor.sends({ name: 'ещё.pdf', content: PDF });
    await anna.actor.hears(/^Добавлено/);

    await boris.actor.says(`/questions ${id}`);
    await boris.actor.hears(/^Вопрос «Такой насос/);
    await boris.actor.says('Мне тоже пришлите');
    await boris.actor.hears(/^Добавлено/);

    const form = new FormData();
    form.append('file', new Blob([PDF]), 'счёт.pdf');
    const uploaded = await olga.open('POST', '/shop/questions/files', form);
    const file = (await uploaded.json()) as { id: string };
    await answers(id, '', { file_ids: [file.id] });
    await anna.actor.hears(/^Ответ на ваш вопрос/);
    for (const { actor, id: personId } of [anna, boris]) {
      expect(await actor.gets('счёт.pdf')).toEqual(PDF);
      const { rows } = await sql<{ id: string }>`
        select id from conversations where person_id = ${personId}
      `.execute(office.db);
      const path = `/conversations/${rows[0]?.id}`;
      const shown = { id: file.id, name: 'счёт.pdf', stored: true };
      expect((await olga.get(`${path}/files`)).body).toMatchObject({
        items: expect.arrayContaining([expect.objectContaining({ ...shown, from: 'operator' })]),
      });
      expect((await olga.get(`${path}/messages`)).body).toMatchObject({
        items: expect.arrayContaining([
          expect.objectContaining({ text: '', files: [expect.objectContaining(shown)] }),
        ]),
      });
      const read = await olga.open('GET', `${path}/files/${file.id}`);
      expect(Buffer.from(await read.arrayBuffer())).toEqual(PDF);
    }
    await anna.actor.presses('Открыть');
    const shown = await anna.actor.hears(/^Вопрос «/);
    const [, link = ''] = /счёт\.pdf: (http\S+)/.exec(shown) ?? [];
    const download = await fetch(link);
    expect(download.headers.get('content-type')).toBe('application/pdf');
    expect(Buffer.from(await download.arrayBuffer())).toEqual(PDF);
    expect((await fetch(`${link.slice(0, -1)}~`)).status).toBe(404);
    expect((await fetch(link.replace(file.id, randomUUID()))).status).toBe(404);

    // She is in the question still: what she says goes into it without a press.
    await anna.actor.says('Спасибо за счёт');
    await anna.actor.hears(/^Добавлено/);
    expect((await opened(id)).messages.at(-1)).toMatchObject({ by_office: false, text: 'Спасибо за счёт' });
  });

  it('stay as they are over a restart in the middle, words that come twice, and an answer that is posted twice', async () => {
    const anna = await comes(channel, await newOrganization(`Дважды ${channel}`));
    await anna.actor.says('/questions new');
    await anna.actor.hears(/Напишите вопрос/);
    await office.restart();
    await anna.actor.says(`Где мой заказ ${channel}?`);
    await anna.actor.repeats();
    await anna.actor.hears(/^Вопрос отправлен/);
    const { id } = await listed(`мой заказ ${channel}`);
    const key = randomUUID();
    const posted = await Promise.all([1, 2, 3].map(() => answers(id, 'Уже в пути.', { key })));
    expect(posted.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(posted.map(({ body }) => body.message.id)).size).toBe(1);
    expect(posted.map(({ body }) => body.told).sort()).toEqual([0, 0, 1]);
    await anna.actor.hears(/Уже в пути/);
    await anna.actor.presses('Ответить');
    await anna.actor.hears(/^Напишите ответ/);
    await office.restart();
    await anna.actor.says('Жду');
    await anna.actor.hears(/^Добавлено/);
    expect((await opened(id)).messages.map(({ text }) => text)).toEqual([
      `Где мой заказ ${channel}?`,
      'Уже в пути.',
      'Жду',
    ]);
    expect(await countOf(anna.actor, /Уже в пути/)).toBe(1);
  });

  it('are for those who are not registered, too, and remain theirs', async () => {
    const guest = await comes(channel);
    const { id } = await asks(guest, `Вы работаете в субботу ${channel}?`);
    expect(await listed(`субботу ${channel}`)).toMatchObject({ organization: null });
    await answers(id, 'Работаем.');
    await guest.actor.hears(/Работаем/);
    const company = await newOrganization(`Новые ${channel}`);
    await sql`
      insert into organization_members (organization_id, person_id, role) values (${company}, ${guest.id}, 'owner')
    `.execute(office.db);
    const colleague = await comes(channel, company, 'Коллега Новый');
    await guest.actor.presses('Открыть');
    await guest.actor.hears(/^Вопрос «Вы работаете/);
    await colleague.actor.says(`/questions ${id}`);
    await colleague.actor.hears(/^Такого вопроса нет/);
  });

  it('are asked about an order, a product, and what was not found; not about those of others', async () => {
    const company = await newOrganization(`Заказы ${channel}`);
    const anna = await comes(channel, company);
    const stranger = await comes(channel, undefined, 'Чужой Человек');
    const orderId = newId();
    const { rows } = await sql<{ number: number }>`
      insert into orders (id, number, person_id, organization_id, status, submitted_at)
      values (${orderId}, nextval('order_numbers'), ${anna.id}, ${company}, 'pending', now()) returning number
    `.execute(office.db);
    const number = rows[0]?.number;
    await anna.actor.says(`/questions order:${orderId}`);
    await anna.actor.hears(new RegExp(`^Вопрос по заказу № ${number}\\.`));
    await anna.actor.says(`Можно раньше ${channel}?`);
    await anna.actor.hears(/^Вопрос отправлен/);
    expect(await listed(`раньше ${channel}`)).toMatchObject({
      title: `Заказ № ${number}: Можно раньше ${channel}?`,
      order: { id: orderId, number },
    });
    await stranger.actor.says(`/questions order:${orderId}`);
    await stranger.actor.hears(/^Такого заказа у вас нет/);
    await stranger.actor.says('/questions product:2147483647');
    await stranger.actor.hears(/^Этого товара больше нет/);

    await anna.actor.says(`/questions text:хомут особый ${channel}`);
    await anna.actor.hears(/^Не нашли «хомут особый/);
    await anna.actor.presses('Отправить как есть');
    await anna.actor.hears(/^Вопрос отправлен/);
    expect((await listed(`хомут ${channel}`)).title).toBe(`Не нашли в каталоге: хомут особый ${channel}`);
    await anna.actor.says(`/questions text:когда привезёте в ${channel}?`);
    await anna.actor.hears(/^Отправить это нам как вопрос/);
    await anna.actor.presses('Отправить как есть');
    await anna.actor.hears(/^Вопрос отправлен/);
    expect((await listed(`привезёте ${channel}`)).title).toBe(`когда привезёте в ${channel}?`);

    // Whoever answers the office without pressing "Reply" is led back into the question.
    const { id } = await listed(`привезёте ${channel}`);
    await answers(id, `Завтра, ${channel}. Какой подъезд?`);
    await anna.actor.hears(/Какой подъезд/);
    await anna.actor.says(`/questions text:второй подъезд ${channel}`);
    await anna.actor.hears(/^Не нашли «второй подъезд/);
    await anna.actor.presses(`Дописать в «когда привезёте в ${channel}?»`);
    await anna.actor.hears(/^Добавлено к вопросу/);
    expect((await listed(`второй подъезд ${channel}`)).id).toBe(id);
  });

  it('are no trap: an order that is written into one is a press away from the cart', async () => {
    const anna = await comes(channel, await newOrganization(`Спешащие ${channel}`));
    await anna.actor.says('/questions new');
    await anna.actor.hears(/Напишите вопрос/);
    await anna.actor.says(`Работаете в субботу в ${channel}?`);
    await anna.actor.hears(/^Вопрос отправлен/);
    expect((await anna.actor.sees()).buttons.flat()).toEqual(['Готово']);
    await anna.actor.says('абырвалг 5 шт, зюзюка 2 шт');
    await anna.actor.hears(/^Добавлено к вопросу/);
    await anna.actor.presses('Это заказ');
    await anna.actor.hears(/абырвалг/);
    const { rows } = await sql<{ title: string; qty: string }>`
      select l.title, trim_scale(l.qty)::text as qty from orders o join order_lines l on l.order_id = o.id
      where o.person_id = ${anna.id} order by l.position
    `.execute(office.db);
    expect(rows).toEqual([
      { title: 'абырвалг', qty: '5' },
      { title: 'зюзюка', qty: '2' },
    ]);
  });

  it('are listed page by page, and read back to their beginning', async () => {
    const anna = await comes(channel, await newOrganization(`Страницы ${channel}`));
    const { id } = await asks(anna, `Длинный разговор ${channel}`);
    for (let number = 1; number <= 9; number += 1) await answers(id, `Ответ № ${number}`);
    await anna.actor.hears(/Ответ № 9/);
    await sql`
      insert into questions (id, person_id, organization_id, title, last_at)
      select gen_random_uuid(), person_id, organization_id, 'Вопрос ' || number || ' ' || ${channel}::text,
             now() + make_interval(secs => number)
      from questions, generate_series(1, 8) as number where id = ${id}
    `.execute(office.db);
    await anna.actor.says('/questions');
    expect(await anna.actor.hears(/^Ваши вопросы: 9/)).toMatch(/Страница 1 из 2/);
    expect((await anna.actor.sees()).buttons.flat()).toEqual([
      ...[8, 7, 6, 5, 4, 3, 2, 1].map((number) => `Вопрос ${number} ${channel}`),
      'Ещё ›',
      'Новый вопрос',
    ]);
    await anna.actor.presses('Ещё ›');
    expect(await anna.actor.hears(/Страница 2 из 2/)).toMatch(/● — есть новое/);
    await anna.actor.presses(`● Длинный разговор ${channel}`);
    expect(await anna.actor.hears(/^Вопрос «Длинный/)).toMatch(/Ответ № 4[\s\S]*Ответ № 9/);
    await anna.actor.presses('Раньше');
    const earlier = await anna.actor.hears(/^Вопрос «Длинный/);
    expect(earlier).toMatch(/вы, .*\nДлинный разговор[\s\S]*Ольга, сотрудник, .*\nОтвет № 1[\s\S]*Ответ № 3/);
    expect(earlier).not.toMatch(/Ответ № 4/);
    await anna.actor.presses('К последним');
    await anna.actor.hears(/Ответ № 9/);
    await anna.actor.presses('‹ Все вопросы');
    await anna.actor.hears(/^Ваши вопросы: 9/);
    expect((await anna.actor.sees()).buttons.flat().join()).not.toContain('●');
    await anna.actor.presses(`Вопрос 8 ${channel}`);
    await anna.actor.hears(/^Вопрос «Вопрос 8/);
    await anna.actor.presses('Закрыть вопрос');
    await anna.actor.hears(/^Вопрос закрыт\. Если что/);
    expect((await anna.actor.sees()).buttons.flat()).not.toContain(`Вопрос 8 ${channel}`);
    const { body } = await olga.get<{ total: number }>(`/shop/questions?state=closed&person_id=${anna.id}`);
    expect(body.total).toBe(1);
  });

  it('answer odd input calmly', async () => {
    const anna = await comes(channel, await newOrganization(`Странные ${channel}`));
    for (const odd of ['reply:', 'reply:1 or 1=1', randomUUID(), 'order:x', 'product:-1'])
      await vi.waitFor(async () => {
        await anna.actor.says(`/questions ${odd}`);
        expect(await anna.actor.hears(/^Такого вопроса нет|^Такого заказа|^Этого товара/)).not.toBe('');
      }, PATIENCE);
    await anna.actor.says('/questions new');
    await anna.actor.hears(/Напишите вопрос/);
    await anna.actor.says(`'; drop table questions; -- ${channel} <b>&</b> ${'очень '.repeat(500)}`);
    await anna.actor.hears(/^Вопрос отправлен/);
    const { title } = await listed(`drop table ${channel}`);
    expect(title).toContain("'; drop table questions; --");
    expect(title.length).toBeLessThanOrEqual(120);
    await anna.actor.says('/questions');
    await anna.actor.hears(/^Ваши вопросы: 1/);
    await anna.actor.says('труба');
    await anna.actor.hears(/^Отправить это нам как вопрос\?/);
    await anna.actor.presses('Не надо');
    await anna.actor.hears(/ничего не отправляю/);
    expect((await olga.get<{ total: number }>(`/shop/questions?person_id=${anna.id}`)).body.total).toBe(1);

    // Words said over the list are a question only when the person says so.
    await anna.actor.says('/questions');
    await anna.actor.hears(/^Ваши вопросы: 1/);
    await anna.actor.says('Где вы находитесь?');
    await anna.actor.hears(/^Отправить это нам как вопрос\?/);
    await anna.actor.presses('Отправить вопрос');
    await anna.actor.hears(/^Вопрос отправлен/);
    await anna.actor.presses('Готово');
    await anna.actor.hears(/всё передано/);
    expect((await olga.get<{ total: number }>(`/shop/questions?person_id=${anna.id}`)).body.total).toBe(2);
  });

  it('speak English', async () => {
    const actor = await office.person(channel, { language: 'en' });
    await actor.says('/questions');
    await actor.hears(/^Write your question/);
    await actor.says(`Do you ship abroad ${channel}?`);
    await actor.hears(/^The question is sent/);
    const { id } = await listed(`abroad ${channel}`);
    await answers(id, 'Yes, we do.');
    await actor.hears(/^An answer to your question “Do you ship abroad/);
    await actor.presses('Reply');
    await actor.hears(/^Write your reply/);
  });
});
