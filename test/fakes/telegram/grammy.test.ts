import { Api, Bot, GrammyError, HttpError, InputFile, Keyboard } from 'grammy';
import { describe, expect, it, vi } from 'vitest';
import { createRig, eventually, png } from './rig.ts';

/** Stops polling. Its last poll repeats an offset, which Telegram stretches to 3 s: they are skipped. */
async function stop(bot: Bot, { telegram, control }: Awaited<ReturnType<typeof createRig>>): Promise<void> {
  const polls = () => telegram.botOf(undefined).polling.state().made;
  const made = polls();
  const stopped = bot.stop();
  await eventually(() => expect(polls()).toBeGreaterThan(made));
  await control.clock({ advance_ms: 3000 });
  await stopped;
}

describe('grammY', () => {
  it('polls, answers commands and buttons', async () => {
    const rig = await createRig();
    const { url, anna, bot: account, control } = rig;
    const bot = new Bot(account.token, { client: { apiRoot: url } });
    bot.command('start', (ctx) =>
      ctx.reply(`Hello, ${ctx.from?.first_name}`, {
        reply_markup: { inline_keyboard: [[{ text: 'More', callback_data: 'more' }]] },
      }),
    );
    bot.callbackQuery('more', async (ctx) => {
      await ctx.answerCallbackQuery({ text: 'Here' });
      await ctx.editMessageText('More of it');
    });
    bot.on('message:contact', (ctx) =>
      ctx.reply(`Thanks for ${ctx.message.contact.phone_number}`, {
        reply_markup: { remove_keyboard: true },
      }),
    );
    bot.on('message:text', (ctx) =>
      ctx.reply('Your phone?', { reply_markup: new Keyboard().requestContact('Phone') }),
    );
    const running = bot.start();

    await control.message({ user_id: anna.id, text: '/start' });
    const hello = await control.waitFor({ chat_id: anna.id });
    expect(hello.result).toMatchObject({ text: 'Hello, Anna' });
    const { message_id } = hello.result as { message_id: number };
    const pressed = await control.callback({ user_id: anna.id, message_id, label: 'More' });
    const edited = await control.waitFor({ chat_id: anna.id, after: hello.sequence });
    expect(edited).toMatchObject({ method: 'editMessageText', result: { text: 'More of it' } });
    expect(await control.callbacks(pressed.callback_query_id)).toMatchObject({ answer: { text: 'Here' } });

    await control.message({ user_id: anna.id, text: 'hi' });
    const asked = await control.waitFor({ chat_id: anna.id, after: edited.sequence });
    await control.press({ user_id: anna.id, label: 'Phone' });
    const thanks = await control.waitFor({ chat_id: anna.id, after: asked.sequence });
    expect(thanks.parameters.text).toBe('Thanks for +79001234567');
    await stop(bot, rig);
    await running;
  });

  it('stops at a conflict, as it does with Telegram', async () => {
    const { url, bot: account, control } = await createRig();
    const bot = new Bot(account.token, { client: { apiRoot: url } });
    await control.faults({ method: 'getUpdates', code: 409 });
    await expect(bot.start()).rejects.toMatchObject({ error_code: 409 });
  });

  it('sees refusals, waits and broken lines as its own errors', async () => {
    const { url, anna, bot, control } = await createRig();
    const api = new Api(bot.token, { apiRoot: url });
    const send = () => api.sendMessage(anna.id, 'x');
    await control.faults({ method: 'sendMessage', retry_after: 3 });
    const limited = await send().catch((error: unknown) => error);
    expect(limited).toBeInstanceOf(GrammyError);
    expect(limited).toMatchObject({ error_code: 429, parameters: { retry_after: 3 } });
    for (const mode of ['html502', 'drop_before', 'drop_after'] as const) {
      await control.faults({ method: 'sendMessage', mode });
      expect(await send().catch((error: unknown) => error)).toBeInstanceOf(HttpError);
    }
    await send();
    expect((await control.chat(anna.id)).messages).toHaveLength(2);
  });

  it('uploads and downloads files', async () => {
    const { url, anna, bot } = await createRig();
    const api = new Api(bot.token, { apiRoot: url });
    const sent = await api.sendDocument(anna.id, new InputFile(Buffer.from('a;b'), 'prices.csv'), {
      caption: 'Prices',
      reply_markup: { inline_keyboard: [[{ text: 'A', callback_data: 'a' }]] },
    });
    expect(sent).toMatchObject({ caption: 'Prices', document: { file_name: 'prices.csv', file_size: 3 } });
    const file = await api.getFile(sent.document.file_id);
    const response = await fetch(`${url}/file/bot${bot.token}/${file.file_path}`);
    expect(await response.text()).toBe('a;b');
    const album = await api.sendMediaGroup(anna.id, [
      { type: 'photo', media: new InputFile(png(300, 200), 'a.png') },
      { type: 'photo', media: new InputFile(png(300, 200), 'b.png'), caption: 'two' },
    ]);
    expect(album).toMatchObject([{ photo: [{}, { width: 300 }] }, { caption: 'two' }]);
  });

  it('gets updates again that were delivered over a lost line', async () => {
    const rig = await createRig();
    const { url, anna, bot: account, control } = rig;
    const bot = new Bot(account.token, { client: { apiRoot: url } });
    const heard = vi.fn();
    bot.on('message', (ctx) => heard(ctx.message.text));
    await control.faults({ method: 'getUpdates', mode: 'drop_after' });
    await control.message({ user_id: anna.id, text: 'once' });
    const api = new Api(account.token, { apiRoot: url });
    await expect(api.getUpdates()).rejects.toBeInstanceOf(HttpError);
    const running = bot.start();
    await eventually(() => expect(heard).toHaveBeenCalledWith('once'));
    await stop(bot, rig);
    await running;
    expect(heard).toHaveBeenCalledTimes(1);
  });
});
