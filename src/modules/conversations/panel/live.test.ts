import { createParser } from 'eventsource-parser';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { PATIENCE } from '#test/patience.ts';
import type { Employee } from '../operator.ts';
import { newOperator } from '../testing.ts';
import { openPanel, type Panel } from './testing.ts';

let database: OpenDatabase;
let olga: Employee;
let boris: Employee;
beforeAll(async () => {
  database = await testDatabase();
  olga = await newOperator(database.db, 'Olga');
  boris = await newOperator(database.db, 'Boris');
});
afterAll(() => database?.close());

interface Event {
  readonly event: string;
  readonly data: Record<string, unknown>;
}

/** The event stream of whoever is logged in; `ended` resolves when the office ends it. */
const watch = async (panel: Panel) => {
  const leaving = new AbortController();
  const answer = await panel.open('GET', '/conversations/events', undefined, leaving.signal);
  const events: Event[] = [];
  const parser = createParser({
    onEvent: ({ event, data }) => void events.push({ event: event ?? '', data: JSON.parse(data) }),
  });
  const decoder = new TextDecoder();
  const ended = (async () => {
    for await (const chunk of answer.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }));
  })().catch(() => {});
  onTestFinished(() => leaving.abort());
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    events,
    ended,
    leave: () => leaving.abort(),
    /** Waits for an event with such data. */
    sees: (event: string, data: object) =>
      vi.waitFor(
        () => expect(events).toContainEqual({ event, data: expect.objectContaining(data) }),
        PATIENCE,
      ),
    count: (event: string, id: string) =>
      events.filter((one) => one.event === event && one.data.id === id).length,
  };
};

/** A panel and two who watch. */
const open = async () => {
  const panel = await openPanel(database);
  panel.as(olga);
  const olgas = await watch(panel);
  panel.as(boris);
  const boriss = await watch(panel);
  panel.as(olga);
  return { panel, olgas, boriss };
};

describe('the event stream', () => {
  it('tells everybody of a conversation that changes, and each their own counts', async () => {
    const { panel, olgas, boriss } = await open();
    expect([olgas.status, olgas.type]).toEqual([200, 'text/event-stream; charset=utf-8']);
    await olgas.sees('counts', { queue: 0, mine: 0, operated: 0, attention: 0 });
    const id = await panel.begins('anna', 'hello');
    for (const watcher of [olgas, boriss]) await watcher.sees('changed', { id });
    await panel.operators.takeOver(olga, id);
    await olgas.sees('counts', { mine: 1, operated: 1 });
    await boriss.sees('counts', { mine: 0, operated: 1 });
    await panel.says('anna', 'and?');
    await boriss.sees('counts', { attention: 1 });
  });

  it('merges what comes in quick succession, and ends with the last', async () => {
    const { panel, olgas } = await open();
    const id = await panel.begins('anna', 'hello');
    await panel.operators.takeOver(olga, id);
    const answers = (round: number) =>
      panel.operators.answer(olga, id, { id: newId(), text: `answer ${round}` });
    const began = performance.now();
    for (let round = 0; round < 60; round += 1) await answers(round);
    const seen = olgas.count('changed', id);
    await answers(60);
    await panel.quiet();
    await vi.waitFor(() => expect(olgas.count('changed', id)).toBeGreaterThan(seen), PATIENCE);
    // At most one begins every 250 ms, however long a busy machine needs for sixty answers.
    expect(olgas.count('changed', id)).toBeLessThan(10 + (performance.now() - began) / 250);
  });

  it('tells that a message has arrived', async () => {
    const { panel, olgas } = await open();
    const id = await panel.begins('anna', 'hello');
    await panel.operators.takeOver(olga, id);
    await panel.quiet();
    const { body } = await panel.get<{ cursor: number }>(`/conversations/${id}/messages`);
    await panel.operators.answer(olga, id, { id: newId(), text: 'hi' });
    await vi.waitFor(async () => {
      const seen = olgas.count('changed', id);
      const { items } = (
        await panel.get<{ items: { delivery: string }[] }>(
          `/conversations/${id}/messages?after=${body.cursor}`,
        )
      ).body;
      expect([seen > 0, items.map(({ delivery }) => delivery)]).toEqual([true, ['sent']]);
    }, PATIENCE);
    await vi.waitFor(() => expect(panel.delivered).toContain(id), PATIENCE);
  });

  it('tells the others who writes', async () => {
    const { panel, boriss } = await open();
    const id = await panel.begins('anna', 'hello');
    await panel.operators.typing(olga, id);
    await boriss.sees('typing', { conversation_id: id, operator: { id: olga.personId, name: 'Olga' } });
    expect(panel.live.typing(id)).toEqual([{ id: olga.personId, name: 'Olga' }]);
    expect(panel.live.typing(newId())).toEqual([]);
  });

  it('ends with its client, and is for employees only', async () => {
    const { panel, olgas, boriss } = await open();
    expect(panel.live.watching()).toBe(2);
    olgas.leave();
    boriss.leave();
    await vi.waitFor(() => expect(panel.live.watching()).toBe(0), PATIENCE);
    panel.as(undefined);
    expect((await panel.get('/conversations/events')).status).toBe(401);
    panel.as({ ...olga, roles: [] });
    expect((await panel.get('/conversations/events')).status).toBe(403);
  });

  it('of one person is open eight times at most: the oldest ends', async () => {
    const { panel, olgas, boriss } = await open();
    const more = [];
    for (let count = 0; count < 8; count += 1) more.push(await watch(panel));
    await olgas.ended;
    const id = await panel.begins('anna', 'hello');
    for (const watcher of [boriss, ...more]) await watcher.sees('changed', { id });
    expect(panel.live.watching()).toBe(9);
  });

  it('ends soon after the session behind it', async () => {
    const panel = await openPanel(database);
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    panel.as(olga);
    const olgas = await watch(panel);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(panel.live.watching()).toBe(1);
    panel.as(undefined);
    await vi.advanceTimersByTimeAsync(10_000);
    await olgas.ended;
    await vi.waitFor(() => expect(panel.live.watching()).toBe(0), PATIENCE);
  });
});
