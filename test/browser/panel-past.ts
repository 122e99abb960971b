import { newId } from '#kernel/ids.ts';
import type { TestOffice } from '#test/actors/office.ts';

const DAY_MS = 86_400_000;
const DAYS = 30;

const FIRST = [
  'Алина',
  'Борис',
  'Вера',
  'Глеб',
  'Дарья',
  'Егор',
  'Жанна',
  'Захар',
  'Инна',
  'Кирилл',
  'Лидия',
  'Марк',
];
const LAST = ['Абрамова', 'Белых', 'Гончар', 'Дубровских', 'Жук', 'Ковальчук', 'Седых', 'Черных'];
const ASKED = [
  'Где мой заказ?',
  'Сколько стоит доставка?',
  'Есть труба 20 мм?',
  'Пришлите счёт, пожалуйста',
  'Спасибо!',
];
const ANSWERED = [
  'Заказ собран, ждёт отправки.',
  'Доставка по городу 400 ₽.',
  'Есть, 84 м на складе.',
  'Счёт отправлен на почту.',
];

/** What the office lived through in the last month: people who came, asked and were answered, most by day. */
export const addPast = async ({ db, app }: TestOffice, { operator }: { operator: string }): Promise<void> => {
  const random = randomFrom(4815);
  const pick = <One>(list: readonly One[]): One => list[Math.floor(random() * list.length)] as One;
  const inboxes = app().channels.map(({ inbox }) => inbox);
  for (const [index, first] of FIRST.flatMap((name) => [name, name, name, name]).entries()) {
    const person = newId();
    const conversation = newId();
    const inbox = pick(inboxes);
    const name = `${first} ${LAST[(index * 5) % LAST.length]}`;
    const times = Array.from({ length: 6 + Math.floor(random() * 30) }, () => timeByDay(random)).sort();
    const came = new Date((times[0] ?? Date.now()) - 1_000);
    const account = String(7_000_000 + index);
    await db.insertInto('people').values({ id: person, name, created_at: came }).execute();
    await db
      .insertInto('identities')
      .values([
        { id: newId(), person_id: person, kind: inbox, value: account, verified_at: came },
        ...(random() < 0.6
          ? [
              {
                id: newId(),
                person_id: person,
                kind: 'phone',
                value: `+7912${1_000_000 + index * 7_919}`,
                verified_at: came,
              },
            ]
          : []),
      ])
      .execute();
    const count = times.length;
    await db
      .insertInto('conversations')
      .values({
        id: conversation,
        inbox_id: inbox,
        address: account,
        kind: 'private',
        person_id: person,
        title: name,
        heard: count,
        said: count,
        positions: count * 2,
        changes: count * 2,
        heard_at: new Date(times.at(-1) ?? 0),
        created_at: came,
      })
      .execute();
    const turns = times.map((at, turn) => {
      const byOperator = random() < 0.18;
      const took = byOperator ? 40_000 + random() ** 2 * 900_000 : 12 + random() ** 4 * 420;
      return { at: new Date(at), answered: new Date(at + took), turn: turn + 1, byOperator };
    });
    const common = { conversation_id: conversation, inbox_id: inbox };
    await db
      .insertInto('messages')
      .values(
        turns.flatMap(({ at, answered, turn, byOperator }) => [
          {
            ...common,
            direction: 'in',
            turn,
            position: turn * 2 - 1,
            change: turn * 2 - 1,
            external_id: newId(),
            person_id: person,
            content: JSON.stringify({ kind: 'text', text: pick(ASKED) }),
            at,
          },
          {
            ...common,
            direction: 'out',
            turn,
            position: turn * 2,
            change: turn * 2,
            person_id: byOperator ? operator : null,
            content: JSON.stringify({ text: pick(ANSWERED) }),
            delivery: 'sent',
            at: byOperator ? answered : at,
            delivered_at: answered,
          },
        ]),
      )
      .execute();
    await db
      .insertInto('turns')
      .values(
        turns.map(({ at, turn }) => ({
          conversation_id: conversation,
          number: turn,
          state: 'done',
          dialogue: 'menu',
          duration_ms: 4,
          at,
        })),
      )
      .execute();
  }
};

/** A moment of the last month: seldom at night, more of late. */
const timeByDay = (random: () => number): number => {
  const now = Date.now();
  for (;;) {
    const at = now - 60_000 - random() ** 1.6 * DAYS * DAY_MS;
    const hour = new Date(at + 3 * 3_600_000).getUTCHours();
    if (random() < (hour >= 9 && hour < 19 ? 1 : hour >= 7 && hour < 23 ? 0.4 : 0.04)) return at;
  }
};

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
const randomFrom = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
