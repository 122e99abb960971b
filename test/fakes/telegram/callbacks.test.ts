import { describe, expect, it } from 'vitest';
import { createRig, inline } from './rig.ts';

const TOO_OLD = '400 Bad Request: query is too old and response timeout expired or query ID is invalid';

const createPressed = async () => {
  const rig = await createRig();
  const { message_id } = await rig.send('x', {
    reply_markup: inline({ text: 'Buy', callback_data: 'buy:1' }),
  });
  const pressed = await rig.control.callback({ user_id: rig.anna.id, message_id, label: 'Buy' });
  return { ...rig, message_id, id: pressed.callback_query_id };
};

describe('V18: callback queries', () => {
  it('are answered once', async () => {
    const { id, control, ok, refusal, updates } = await createPressed();
    expect(await updates()).toMatchObject([
      { callback_query: { id, data: 'buy:1', from: { first_name: 'Anna' } } },
    ]);
    expect(await control.callbacks(id)).toMatchObject({ data: 'buy:1', answered: false });
    await ok('answerCallbackQuery', { callback_query_id: id, text: 'Done', show_alert: true });
    expect(await control.callbacks(id)).toMatchObject({
      answered: true,
      answer: { text: 'Done', show_alert: true },
    });
    expect(await refusal('answerCallbackQuery', { callback_query_id: id })).toBe(TOO_OLD);
  });

  it('must be known', async () => {
    const { refusal } = await createRig();
    expect(await refusal('answerCallbackQuery', { callback_query_id: '42' })).toBe(TOO_OLD);
  });

  it('expire after 150 s', async () => {
    const { id, control, refusal, updates } = await createPressed();
    await control.clock({ advance_ms: 151_000 });
    expect(await refusal('answerCallbackQuery', { callback_query_id: id })).toBe(TOO_OLD);
    expect(await updates()).toEqual([]);
  });
});

it('V19: limits the answer to 200 characters', async () => {
  const { id, ok, refusal } = await createPressed();
  const answer = (text: string) => ({ callback_query_id: id, text });
  expect(await refusal('answerCallbackQuery', answer('x'.repeat(201)))).toMatch(/^400 /);
  await ok('answerCallbackQuery', answer('x'.repeat(200)));
});

describe('pressing', () => {
  it('needs the button, unless the data is forged on purpose', async () => {
    const { anna, message_id, control } = await createPressed();
    const at = { user_id: anna.id, message_id };
    await expect(control.callback({ ...at, label: 'Sell' })).rejects.toMatchObject({ status: 409 });
    await expect(control.callback({ ...at, data: 'buy:2' })).rejects.toMatchObject({ status: 409 });
    await control.callback({ ...at, data: 'buy:1' });
    const { callback_query_id } = await control.callback({ ...at, data: 'buy:2', force: true });
    expect(await control.callbacks(callback_query_id)).toMatchObject({ data: 'buy:2' });
  });

  it('shows a message deleted meanwhile as inaccessible', async () => {
    const { anna, message_id, control, ok, updates } = await createPressed();
    await ok('deleteMessage', { chat_id: anna.id, message_id });
    const at = { user_id: anna.id, message_id, data: 'buy:1' };
    await expect(control.callback(at)).rejects.toMatchObject({ status: 404 });
    await control.callback({ ...at, force: true });
    expect((await updates()).at(-1)).toMatchObject({ callback_query: { message: { message_id, date: 0 } } });
  });
});
