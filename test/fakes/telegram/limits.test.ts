import { describe, expect, it } from 'vitest';
import { createRig } from './rig.ts';

const LIMITED = (seconds: number) => ({
  ok: false,
  error_code: 429,
  description: `Too Many Requests: retry after ${seconds}`,
  parameters: { retry_after: seconds },
});

describe('V25: limits', () => {
  it('are off unless switched on', async () => {
    const { send } = await createRig();
    for (let count = 0; count < 40; count++) await send('x');
  });

  it('let a private chat burst three messages, then one a second', async () => {
    const { anna, call, control } = await createRig({ limits: true, frozen: true });
    const send = () => call('sendMessage', { chat_id: anna.id, text: 'x' });
    for (let count = 0; count < 3; count++) expect(await send()).toMatchObject({ ok: true });
    expect(await send()).toEqual(LIMITED(1));
    await control.clock({ advance_ms: 999 });
    expect(await send()).toEqual(LIMITED(1));
    await control.clock({ advance_ms: 1 });
    expect(await send()).toMatchObject({ ok: true });
    expect(await send()).toEqual(LIMITED(1));
  });

  it('do not hinder other chats or edits in private', async () => {
    const { anna, call, control, ok } = await createRig({ limits: true, frozen: true });
    await control.limits({ private: { per_second: 1, burst: 1 } });
    const boris = await control.users({ first_name: 'Boris', started: true });
    const { message_id } = await ok('sendMessage', { chat_id: anna.id, text: 'x' });
    expect(await call('sendMessage', { chat_id: anna.id, text: 'y' })).toMatchObject({ error_code: 429 });
    await ok('sendMessage', { chat_id: boris.id, text: 'x' });
    await ok('editMessageText', { chat_id: anna.id, message_id, text: 'z' });
  });

  it('give a group 20 messages a minute, edits included', async () => {
    const { call, control, ok } = await createRig({ limits: true, frozen: true });
    const group = await control.chats({ type: 'group' });
    const { message_id } = await ok('sendMessage', { chat_id: group.id, text: '0' });
    for (let count = 1; count < 20; count++) {
      await ok('editMessageText', { chat_id: group.id, message_id, text: String(count) });
    }
    expect(await call('sendMessage', { chat_id: group.id, text: 'x' })).toEqual(LIMITED(3));
    await control.clock({ advance_ms: 3000 });
    await ok('sendMessage', { chat_id: group.id, text: 'x' });
  });

  it('bound a bot overall, and a refused call costs nothing', async () => {
    const { call, control, ok, anna } = await createRig({ limits: true, frozen: true });
    await control.limits({ global: { per_second: 2 }, private: { per_second: 0.5, burst: 2 } });
    await ok('sendMessage', { chat_id: anna.id, text: 'x' });
    await ok('sendMessage', { chat_id: anna.id, text: 'x' });
    expect(await call('sendMessage', { chat_id: anna.id, text: 'x' })).toEqual(LIMITED(2));
    await control.clock({ advance_ms: 4000 });
    await ok('sendMessage', { chat_id: anna.id, text: 'x' });
    await ok('sendMessage', { chat_id: anna.id, text: 'x' });
  });

  it('allow one webhook change a second', async () => {
    const { call, control, ok } = await createRig({ limits: true, frozen: true });
    await ok('setWebhook', { url: 'https://kontora.example/hook' });
    expect(await call('setWebhook', { url: 'https://kontora.example/hook' })).toEqual(LIMITED(1));
    await control.clock({ advance_ms: 1000 });
    await ok('setWebhook', { url: '' });
  });
});
