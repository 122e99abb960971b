import { describe, expect, it } from 'vitest';
import { createRig } from './rig.ts';

describe('fault modes', () => {
  it('error: answers the code, the text and the wait', async () => {
    const { anna, call, control, send } = await createRig();
    await control.faults({ method: 'sendMessage', retry_after: 7 });
    await control.faults({ method: 'sendMessage', code: 403, times: 2 });
    await control.faults({ method: 'sendMessage', code: 400, description: 'Bad Request: odd' });
    const answers = [];
    for (let count = 0; count < 4; count++)
      answers.push(await call('sendMessage', { chat_id: anna.id, text: 'x' }));
    expect(answers.map(({ error_code, description }) => `${error_code} ${description}`)).toEqual([
      '429 Too Many Requests: retry after 7',
      '403 Forbidden: bot was blocked by the user',
      '403 Forbidden: bot was blocked by the user',
      '400 Bad Request: odd',
    ]);
    expect(answers[0]?.parameters).toEqual({ retry_after: 7 });
    await send('x');
    expect((await control.chat(anna.id)).messages).toHaveLength(1);
  });

  it('html502: answers like a broken proxy', async () => {
    const { url, bot, control } = await createRig();
    await control.faults({ method: 'getMe', mode: 'html502' });
    const response = await fetch(`${url}/bot${bot.token}/getMe`);
    expect(response.status).toBe(502);
    expect(response.headers.get('content-type')).toBe('text/html');
    expect(await response.text()).toContain('<html>');
  });

  it('drop_before: cuts the line and does nothing', async () => {
    const { anna, control, send } = await createRig();
    await control.faults({ method: 'sendMessage', mode: 'drop_before' });
    await expect(send('x')).rejects.toThrow();
    expect((await control.chat(anna.id)).messages).toEqual([]);
    expect(await control.outbox()).toMatchObject([{ ok: false, fault: 'drop_before' }]);
  });

  it('drop_after: does it and cuts the line', async () => {
    const { anna, control, send } = await createRig();
    await control.faults({ method: 'sendMessage', mode: 'drop_after' });
    const seen = control.waitFor({ chat_id: anna.id });
    await expect(send('x')).rejects.toThrow();
    expect((await control.chat(anna.id)).messages).toMatchObject([{ text: 'x' }]);
    expect(await seen).toMatchObject({ ok: true, fault: 'drop_after' });
  });

  it('hang: says nothing until the faults are cleared', async () => {
    const { control, call } = await createRig();
    await control.faults({ method: 'getMe', mode: 'hang' });
    let isSettled = false;
    const hanging = call('getMe').finally(() => {
      isSettled = true;
    });
    const failed = expect(hanging).rejects.toThrow();
    await control.state();
    await control.outbox();
    expect(isSettled).toBe(false);
    await control.clearFaults();
    await failed;
  });

  it('slow: answers well after a delay', async () => {
    const { control, ok } = await createRig();
    await control.faults({ method: '*', mode: 'slow', delay_ms: 5 });
    expect(await ok('getMe')).toMatchObject({ is_bot: true });
    expect(await control.outbox()).toMatchObject([{ ok: true, fault: 'slow' }]);
  });
});

describe('aim', () => {
  it('strikes calls whose parameters match, as often as told', async () => {
    const { anna, call, control } = await createRig();
    await control.faults({ method: 'sendMessage', match: { text: 'code' }, times: 2 });
    await control.faults({ method: 'sendMessage', match: 'pay' });
    const codes = [];
    for (const text of ['hello', 'code', 'please pay', 'code', 'code', 'please pay']) {
      codes.push((await call('sendMessage', { chat_id: anna.id, text })).error_code);
    }
    expect(codes).toEqual([undefined, 500, 500, 500, undefined, undefined]);
  });

  it('can be seen and cleared', async () => {
    const { control, ok } = await createRig();
    await control.faults({ method: 'getMe', times: 5 });
    expect((await control.state()).faults).toMatchObject([{ method: 'getMe', left: 5, mode: 'error' }]);
    await control.clearFaults();
    await ok('getMe');
  });

  it('spoils polls and downloads too', async () => {
    const { url, bot, anna, control, ok, updates, call } = await createRig();
    await control.message({
      user_id: anna.id,
      document: { content_base64: btoa('hello'), file_name: 'a.txt' },
    });
    await control.faults({ method: 'getUpdates', code: 409 });
    expect(await call('getUpdates')).toMatchObject({ error_code: 409 });
    const [update] = await updates();
    const file_id = update?.message?.document?.file_id;
    const { file_path } = await ok<{ file_path: string }>('getFile', { file_id });
    await control.faults({ method: 'download', code: 504 });
    expect((await fetch(`${url}/file/bot${bot.token}/${file_path}`)).status).toBe(504);
    expect((await fetch(`${url}/file/bot${bot.token}/${file_path}`)).status).toBe(200);
  });
});
