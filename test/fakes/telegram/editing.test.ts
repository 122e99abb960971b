import { describe, expect, it } from 'vitest';
import { createRig, inline, keyboard, png } from './rig.ts';

const HOUR_MS = 3600_000;
const button = inline({ text: 'A', callback_data: 'a' });

describe('edits', () => {
  it('V12: refuses an edit that changes nothing', async () => {
    const { anna, send, ok, refusal } = await createRig();
    const { message_id } = await send('<b>x</b>', { parse_mode: 'HTML', reply_markup: button });
    const same = {
      chat_id: anna.id,
      message_id,
      text: '*x*',
      parse_mode: 'MarkdownV2',
      reply_markup: button,
    };
    const notModified =
      '400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';
    expect(await refusal('editMessageText', same)).toBe(notModified);
    expect(
      await refusal('editMessageReplyMarkup', { chat_id: anna.id, message_id, reply_markup: button }),
    ).toBe(notModified);
    const { reply_markup: _, ...withoutKeyboard } = same;
    expect(await ok('editMessageText', withoutKeyboard)).not.toHaveProperty('reply_markup');
    expect(await ok('editMessageText', { chat_id: anna.id, message_id, text: 'x' })).not.toHaveProperty(
      'entities',
    );
  });

  it('V13: refuses to edit missing and foreign messages', async () => {
    const { anna, control, refusal } = await createRig();
    const { message_id } = await control.message({ user_id: anna.id, text: 'mine' });
    for (const id of [message_id, 99]) {
      expect(await refusal('editMessageText', { chat_id: anna.id, message_id: id, text: 'x' })).toBe(
        '400 Bad Request: message to edit not found',
      );
    }
  });

  it('V13: a message deleted by the user is missing', async () => {
    const { anna, control, send, refusal } = await createRig();
    const { message_id } = await send('x');
    await control.delete({ chat_id: anna.id, message_id });
    expect(await refusal('editMessageText', { chat_id: anna.id, message_id, text: 'y' })).toBe(
      '400 Bad Request: message to edit not found',
    );
  });

  it.each([keyboard('A'), { remove_keyboard: true }, { force_reply: true }])(
    'V14: refuses an edit with %j',
    async (reply_markup) => {
      const { anna, send, refusal } = await createRig();
      const { message_id } = await send('x');
      expect(
        await refusal('editMessageText', { chat_id: anna.id, message_id, text: 'y', reply_markup }),
      ).toBe('400 Bad Request: inline keyboard expected');
    },
  );

  it.each([keyboard('A'), { remove_keyboard: true }, { force_reply: true }])(
    'V15: refuses to edit a message sent with %j',
    async (reply_markup) => {
      const { anna, send, refusal } = await createRig();
      const { message_id } = await send('x', { reply_markup });
      expect(await refusal('editMessageText', { chat_id: anna.id, message_id, text: 'y' })).toBe(
        "400 Bad Request: message can't be edited",
      );
    },
  );

  it('checks text, caption and keyboard of an edit like those of a new message', async () => {
    const { anna, send, refusal } = await createRig();
    const { message_id } = await send('x');
    const edit = (more: object) => refusal('editMessageText', { chat_id: anna.id, message_id, ...more });
    expect(await edit({})).toBe('400 Bad Request: message text is empty');
    expect(await edit({ text: 'x'.repeat(4097) })).toBe('400 Bad Request: message is too long');
    expect(await edit({ text: 'y', reply_markup: inline({ text: 'A' }) })).toMatch(/Text buttons/);
    expect(await refusal('editMessageCaption', { chat_id: anna.id, message_id, caption: 'y' })).toMatch(
      /no caption in the message/,
    );
    expect(await refusal('editMessageText', { chat_id: anna.id, text: 'y' })).toBe(
      '400 Bad Request: message identifier is not specified',
    );
  });

  it('turns a text into a photo and a photo into another, and no photo into a text', async () => {
    const { url, bot, anna, control, ok, refusal, send } = await createRig();
    const { message_id } = await send('card', { reply_markup: button });
    const place = { chat_id: anna.id, message_id };
    const form = new FormData();
    form.set('chat_id', String(anna.id));
    form.set('message_id', String(message_id));
    form.set('media', JSON.stringify({ type: 'photo', media: 'attach://a', caption: 'drill' }));
    form.set('a', new Blob([png(200, 100)]), 'a.png');
    const uploaded = await fetch(`${url}/bot${bot.token}/editMessageMedia`, { method: 'POST', body: form });
    const { result } = (await uploaded.json()) as {
      result: { text?: string; caption: string; photo: { file_id: string }[] };
    };
    expect(result).toMatchObject({ message_id, caption: 'drill', photo: expect.any(Array) });
    expect(result).not.toHaveProperty('text');
    expect(result).not.toHaveProperty('reply_markup');
    const media = { type: 'photo', media: result.photo.at(-1)?.file_id, caption: 'drill' };
    expect(await refusal('editMessageMedia', { ...place, media })).toMatch(/message is not modified/);
    await ok('editMessageMedia', { ...place, media: { ...media, caption: 'saw' } });
    expect(await control.chatText(anna.id)).toBe('Kontora: (photo) saw (edited)\n');
    expect(await refusal('editMessageText', { ...place, text: 'x' })).toBe(
      '400 Bad Request: there is no text in the message to edit',
    );
    await ok('editMessageCaption', { ...place, caption: 'pipe' });
    expect(
      await refusal('editMessageMedia', { ...place, media: { ...media, caption: 'x'.repeat(1025) } }),
    ).toBe('400 Bad Request: message caption is too long');
    expect(await refusal('editMessageMedia', { ...place, media: { ...media, media: 'attach://b' } })).toBe(
      '400 Bad Request: file "attach://b" is not part of the request',
    );
    expect(await refusal('editMessageMedia', { ...place, media: { ...media, type: 'text' } })).toMatch(
      /^400/,
    );
    expect(await refusal('editMessageMedia', { ...place, message_id: 99, media })).toBe(
      '400 Bad Request: message to edit not found',
    );
  });

  it('keeps what was said before in the outbox', async () => {
    const { anna, control, send, ok } = await createRig();
    const { message_id } = await send('first');
    await ok('editMessageText', { chat_id: anna.id, message_id, text: 'second' });
    const [sent, edited] = await control.outbox();
    expect(sent?.result).toMatchObject({ text: 'first' });
    expect(edited?.result).toMatchObject({ text: 'second', edit_date: expect.any(Number) });
    expect(await control.chatText(anna.id)).toBe('Kontora: second (edited)\n');
  });
});

describe('deletion', () => {
  it('V16: refuses missing messages and those older than 48 h', async () => {
    const { anna, control, send, ok, refusal } = await createRig();
    const first = { chat_id: anna.id, message_id: (await send('x')).message_id };
    await ok('deleteMessage', first);
    expect(await refusal('deleteMessage', first)).toBe('400 Bad Request: message to delete not found');
    expect(await refusal('deleteMessage', { ...first, message_id: 99 })).toBe(
      '400 Bad Request: message to delete not found',
    );
    const old = { chat_id: anna.id, message_id: (await send('y')).message_id };
    await control.clock({ advance_ms: 48 * HOUR_MS + 2000 });
    expect(await refusal('deleteMessage', old)).toBe("400 Bad Request: message can't be deleted");
    expect(await refusal('deleteMessages', { chat_id: anna.id, message_ids: [old.message_id] })).toBe(
      "400 Bad Request: message can't be deleted",
    );
  });

  it("deletes a user's message in private, in a group only as an administrator", async () => {
    const { anna, control, ok, refusal } = await createRig();
    const { message_id } = await control.message({ user_id: anna.id, text: 'my password' });
    await ok('deleteMessage', { chat_id: anna.id, message_id });
    const group = await control.chats({ type: 'supergroup', user_ids: [anna.id] });
    const said = await control.message({ user_id: anna.id, chat_id: group.id, text: 'x' });
    const place = { chat_id: group.id, message_id: said.message_id };
    expect(await refusal('deleteMessage', place)).toBe("400 Bad Request: message can't be deleted");
    await control.member({ chat_id: group.id, action: 'promote' });
    await ok('deleteMessage', place);
  });

  it('takes several at once, skips missing ones, and removes the keyboard with its message', async () => {
    const { anna, control, send, ok } = await createRig();
    const first = await send('x', { reply_markup: keyboard('A') });
    const second = await send('y');
    const message_ids = [first.message_id, second.message_id, 99];
    expect(await ok('deleteMessages', { chat_id: anna.id, message_ids })).toBe(true);
    const chat = await control.chat(anna.id);
    expect(chat.messages.map(({ deleted }) => deleted)).toEqual([true, true]);
    expect(chat.reply_keyboard).toBeNull();
  });
});
