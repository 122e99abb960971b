import { describe, expect, it } from 'vitest';
import { createRig } from './rig.ts';

const CONFLICT =
  '409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';

describe('long polls', () => {
  it('block and wake at once', async () => {
    const { anna, control, ok, telegram, bot, pollWaits } = await createRig({ frozen: true });
    let isSettled = false;
    const poll = ok<unknown[]>('getUpdates', { timeout: 50 }).finally(() => {
      isSettled = true;
    });
    await pollWaits();
    expect(isSettled).toBe(false);
    await control.message({ user_id: anna.id, text: 'wake up' });
    expect(await poll).toMatchObject([{ message: { text: 'wake up' } }]);
    expect(telegram.world.bots.get(bot.id)?.queue.size()).toBe(1);
  });

  it('end empty after their timeout, at most 50 s', async () => {
    const { control, ok, pollWaits } = await createRig({ frozen: true });
    const poll = ok('getUpdates', { timeout: 600 });
    await pollWaits();
    await control.clock({ advance_ms: 50_000 });
    expect(await poll).toEqual([]);
  });

  it('confirm by offset, and a negative offset drops everything older', async () => {
    const { anna, control, updates } = await createRig({ frozen: true });
    for (const text of ['one', 'two', 'three', 'four']) await control.message({ user_id: anna.id, text });
    const [first, second] = await updates();
    expect(second?.update_id).toBe((first?.update_id ?? 0) + 1);
    const rest = await updates(second?.update_id);
    expect(rest.map(({ message }) => message?.text)).toEqual(['two', 'three', 'four']);
    expect((await updates(-1)).map(({ message }) => message?.text)).toEqual(['four']);
    await control.clock({ advance_ms: 3000 });
    expect((await updates(0)).map(({ message }) => message?.text)).toEqual(['four']);
  });

  it('hand out at most `limit` updates, oldest first', async () => {
    const { anna, control, ok } = await createRig({ frozen: true });
    for (const text of ['one', 'two', 'three']) await control.message({ user_id: anna.id, text });
    expect(await ok('getUpdates', { limit: 2 })).toMatchObject([
      { message: { text: 'one' } },
      { message: { text: 'two' } },
    ]);
  });

  it('slow down when the same offset is repeated: one update within 0.5 s, a 3 s poll within 3 s', async () => {
    const { anna, control, ok, updates, pollWaits } = await createRig({ frozen: true });
    await control.message({ user_id: anna.id, text: 'one' });
    await control.message({ user_id: anna.id, text: 'two' });
    expect(await updates(1)).toHaveLength(2);
    expect(await updates(1)).toHaveLength(1);
    await control.clock({ advance_ms: 500 });
    expect(await updates(1)).toHaveLength(2);

    const last = (await updates()).at(-1)?.update_id ?? 0;
    expect(await updates(last + 1)).toEqual([]);
    const stretched = ok('getUpdates', { offset: last + 1 });
    await pollWaits(6);
    await control.message({ user_id: anna.id, text: 'three' });
    expect(await stretched).toMatchObject([{ message: { text: 'three' } }]);
  });

  it('end with 409 when a second poller comes; repeated conflicts are told after 3 s', async () => {
    const { control, call, ok, pollWaits } = await createRig({ frozen: true });
    const refused = (answer: Awaited<ReturnType<typeof call>>) =>
      `${answer.error_code} ${answer.description}`;
    const first = call('getUpdates', { timeout: 50 });
    await pollWaits();
    const second = call('getUpdates', { timeout: 50, offset: 1 });
    expect(refused(await first)).toBe(CONFLICT);

    let isSettled = false;
    void second.then(() => {
      isSettled = true;
    });
    await pollWaits(2);
    const third = ok('getUpdates', { timeout: 50, offset: 2 });
    await pollWaits(3);
    expect(isSettled).toBe(false);
    await control.clock({ advance_ms: 3000 });
    expect(refused(await second)).toBe(CONFLICT);
    await control.clock({ advance_ms: 50_000 });
    expect(await third).toEqual([]);
  });

  it('end with 409 while a webhook is set', async () => {
    const { control, call, ok, refusal, pollWaits } = await createRig({ frozen: true });
    const waiting = call('getUpdates', { timeout: 50 });
    await pollWaits();
    await ok('setWebhook', { url: 'https://kontora.example/hook' });
    expect((await waiting).description).toBe('Conflict: terminated by setWebhook request');
    await control.clock({ advance_ms: 3000 });
    expect(await refusal('getUpdates')).toBe(
      "409 Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
    await ok('deleteWebhook');
    await ok('getUpdates');
  });

  it('of a client that hung up take nothing away', async () => {
    const { url, bot, anna, control, updates, pollWaits } = await createRig({ frozen: true });
    const hangUp = new AbortController();
    const lost = fetch(`${url}/bot${bot.token}/getUpdates?timeout=50&offset=1`, { signal: hangUp.signal });
    await pollWaits();
    hangUp.abort();
    await expect(lost).rejects.toThrow();
    await control.message({ user_id: anna.id, text: 'still here' });
    expect(await updates()).toMatchObject([{ message: { text: 'still here' } }]);
  });

  it('end with 401 when the token is revoked', async () => {
    const { bot, control, call, pollWaits } = await createRig({ frozen: true });
    const waiting = call('getUpdates', { timeout: 50 });
    await pollWaits();
    await control.token({ bot_id: bot.id, revoked: true });
    expect(await waiting).toMatchObject({ error_code: 401, description: 'Unauthorized' });
  });
});

describe('the queue', () => {
  it('forgets messages after 24 h, callback queries after 150 s, inline queries after 30 s', async () => {
    const { anna, control, updates } = await createRig({ frozen: true });
    const kinds = async () => (await updates()).map((update) => Object.keys(update)[1]);
    await control.update({ inline_query: { id: '1', from: anna, query: '', offset: '' } });
    await control.update({ callback_query: { id: '1', from: anna, chat_instance: '1', data: 'x' } });
    await control.update({ chosen_inline_result: { result_id: '1', from: anna, query: '' } });
    await control.message({ user_id: anna.id, text: 'x' });
    expect(await kinds()).toEqual(['inline_query', 'callback_query', 'chosen_inline_result', 'message']);
    await control.clock({ advance_ms: 31_000 });
    expect(await kinds()).toEqual(['callback_query', 'chosen_inline_result', 'message']);
    await control.clock({ advance_ms: 120_000 });
    expect(await kinds()).toEqual(['chosen_inline_result', 'message']);
    await control.clock({ advance_ms: 450_000 });
    expect(await kinds()).toEqual(['message']);
    await control.clock({ advance_ms: 24 * 3600_000 });
    expect(await kinds()).toEqual([]);
  });

  it('leaves three kinds out by default and remembers the last list', async () => {
    const { anna, control, ok, updates } = await createRig({ frozen: true });
    const reaction = { message_reaction: { chat: { id: anna.id, type: 'private' }, message_id: 1 } };
    expect((await control.update(reaction)).queued).toBe(false);
    await ok('getUpdates', { allowed_updates: ['message_reaction'] });
    expect((await control.update(reaction)).queued).toBe(true);
    expect((await control.message({ user_id: anna.id, text: 'x' })).queued).toBe(false);
    await ok('getUpdates', { offset: 1 });
    expect((await control.message({ user_id: anna.id, text: 'x' })).queued).toBe(false);
    await ok('getUpdates', { offset: 2, allowed_updates: [] });
    expect((await control.message({ user_id: anna.id, text: 'x' })).queued).toBe(true);
    expect((await control.update(reaction)).queued).toBe(false);
    expect((await updates()).map((update) => Object.keys(update)[1])).toEqual([
      'message_reaction',
      'message',
    ]);
  });

  it('refuses kinds that do not exist, and knows the newest', async () => {
    const { ok, refusal } = await createRig({ frozen: true });
    await ok('getUpdates', { allowed_updates: ['subscription', 'stopped_message_generation'] });
    expect(await refusal('getUpdates', { allowed_updates: ['massage'] })).toMatch(/^400 .*massage/);
  });

  it('delivers duplicates, gaps and unknown kinds on demand', async () => {
    const { anna, control, updates } = await createRig({ frozen: true });
    const { update_id } = await control.message({ user_id: anna.id, text: 'x' });
    expect(await updates(update_id + 1)).toEqual([]);
    expect((await control.again()).update_id).toBe(update_id);
    await control.update({ update_id: update_id + 10, weather: { rain: true } });
    const ids = (await updates(update_id + 2)).map((update) => update.update_id);
    expect(ids).toEqual([update_id, update_id + 10]);
    expect((await updates(update_id + 3)).map((update) => update.update_id)).toEqual([update_id + 10]);
    const next = await control.message({ user_id: anna.id, text: 'y' });
    expect(next.update_id).toBe(update_id + 11);
  });

  it('jumps to another id after a week of silence', async () => {
    const { anna, control } = await createRig({ frozen: true });
    const { update_id } = await control.message({ user_id: anna.id, text: 'x' });
    await control.clock({ advance_ms: 8 * 24 * 3600_000 });
    const next = await control.message({ user_id: anna.id, text: 'y' });
    expect(next.update_id).not.toBe(update_id + 1);
  });
});
