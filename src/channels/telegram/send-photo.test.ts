import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { png } from '#test/fakes/telegram/rig.ts';
import { openOffice } from './testing.ts';

const buttons = [[{ label: 'Назад', token: 'k1:1:0' }]];

const office = async (pictures: Readonly<Record<string, Buffer>> = {}) => {
  const opened = await openOffice();
  const reads: string[] = [];
  const telegram = opened.channel(
    {},
    {
      openPicture: async (id) => {
        reads.push(id);
        const content = pictures[id];
        return content && { stream: Readable.from([content], { objectMode: false }), size: content.length };
      },
    },
  );
  const { id: chat, address } = await opened.person();
  const say = (text: string, fields: object = {}) =>
    telegram.send({ id: 1, address, text, buttons, ...fields });
  const refOf = async (text: string, fields: object = {}) => {
    const sent = await say(text, fields);
    if (sent.outcome !== 'sent' || sent.ref === undefined)
      throw new Error(`not sent: ${JSON.stringify(sent)}`);
    return sent.ref;
  };
  const made = async () =>
    (await opened.control.outbox({ chat_id: chat })).map(
      ({ method, ok }) => `${method}${ok ? '' : ' refused'}`,
    );
  return { ...opened, telegram, chat, say, refOf, made, reads, read: () => opened.control.chatText(chat) };
};

const [drill, saw, broken, missing] = [newId(), newId(), newId(), newId()];
const shelf = { [drill]: png(800, 600), [saw]: png(640, 480), [broken]: Buffer.from('no picture at all') };
const photo = (id: string) => ({ photo: { id, title: 'Дрель' } });

it('uploads a picture once and knows it by its Telegram id from then on', async () => {
  const { refOf, read, reads, control, chat } = await office(shelf);
  await refOf('раз', photo(drill));
  await refOf('два', photo(drill));
  expect(await read()).toBe(
    'Kontora: (photo) раз\n  [Назад]\nKontora: (photo) два\n  [Назад]\n'.replaceAll(
      'Kontora',
      (await control.chat(chat)).messages[0]?.author ?? '',
    ),
  );
  expect(reads).toEqual([drill]);
});

it('rewrites a text into a picture, a picture into another, and the same again', async () => {
  const { refOf, made, chat, control } = await office(shelf);
  const ref = await refOf('список');
  const card = await refOf('дрель', { ...photo(drill), editsRef: ref });
  const other = await refOf('пила', { ...photo(saw), editsRef: card });
  expect(await refOf('пила', { ...photo(saw), editsRef: other })).toBe(other);
  expect(await made()).toEqual([
    'sendMessage',
    'editMessageMedia',
    'editMessageMedia',
    'editMessageMedia refused',
  ]);
  const { messages } = await control.chat(chat);
  expect(messages.map(({ text, buttons: rows }) => [text, rows])).toEqual([['(photo) пила', [['Назад']]]]);
});

it('takes a picture away before a text takes its place, quietly', async () => {
  const { refOf, made, control, chat } = await office(shelf);
  const card = await refOf('дрель', photo(drill));
  const list = await refOf('список', { editsRef: card });
  expect(await refOf('список 2', { editsRef: list })).toBe(list);
  expect(await made()).toEqual(['sendPhoto', 'deleteMessage', 'sendMessage', 'editMessageText']);
  const { messages } = await control.chat(chat);
  expect(messages.filter(({ deleted }) => !deleted).map(({ text }) => text)).toEqual(['список 2']);
  const [sent] = await control.outbox({ method: 'sendMessage', chat_id: chat });
  expect(sent?.parameters).toMatchObject({ disable_notification: true });
});

it('finds out by itself that a message has become a picture meanwhile', async () => {
  const { refOf, made } = await office(shelf);
  const ref = await refOf('список');
  await refOf('дрель', { ...photo(drill), editsRef: ref });
  await refOf('список', { editsRef: ref });
  expect(await made()).toEqual([
    'sendMessage',
    'editMessageMedia',
    'editMessageText refused',
    'deleteMessage',
    'sendMessage',
  ]);
});

it('whose place was taken away already is sent all the same', async () => {
  const { refOf, control, chat } = await office(shelf);
  const card = await refOf('дрель', photo(drill));
  await control.delete({ chat_id: chat, message_id: Number(card.replace('photo:', '')) });
  await refOf('список', { editsRef: card });
  await refOf('пила', { ...photo(saw), editsRef: card });
  const { messages } = await control.chat(chat);
  expect(messages.map(({ text, deleted }) => (deleted ? '' : text))).toEqual(['', 'список', '(photo) пила']);
});

it('leaves no button under a picture that is too old to be deleted', async () => {
  const { refOf, control, chat } = await office(shelf);
  const card = await refOf('дрель', photo(drill));
  await control.clock({ advance_ms: 49 * 3_600_000 });
  await refOf('список', { editsRef: card });
  const { messages } = await control.chat(chat);
  expect(messages.map(({ text, buttons: rows }) => [text, rows])).toEqual([
    ['(photo) дрель', []],
    ['список', [['Назад']]],
  ]);
});

it.each([
  ['is not there', missing],
  ['is no picture', broken],
])('a picture that %s gives way to its words', async (_, id) => {
  const { refOf, control, chat } = await office(shelf);
  const ref = await refOf('карточка', photo(id));
  expect(await refOf('карточка 2', { ...photo(id), editsRef: ref })).toBe(ref);
  expect((await control.chat(chat)).messages.map(({ text }) => text)).toEqual(['карточка 2']);
});

it('a picture that Telegram has forgotten is uploaded again', async () => {
  const { refOf, control, reads, chat } = await office(shelf);
  await refOf('раз', photo(drill));
  await control.faults({
    method: 'sendPhoto',
    code: 400,
    description: 'Bad Request: wrong file identifier',
    times: 1,
  });
  await refOf('два', photo(drill));
  expect(reads).toEqual([drill, drill]);
  expect((await control.chat(chat)).messages.map(({ text }) => text)).toEqual(['(photo) раз', '(photo) два']);
});

it.each([
  ['sendPhoto', { retry_after: 7 }, { outcome: 'later', afterMs: 7_000 }],
  ['sendPhoto', { mode: 'drop_after' }, { outcome: 'doubtful' }],
  ['sendPhoto', { code: 403 }, { outcome: 'refused', unreachable: true }],
  ['sendPhoto', { code: 500 }, { outcome: 'later', maybeSent: true }],
] as const)('%s that fails with %j', async (method, fault, sent) => {
  const { say, control } = await office(shelf);
  await control.faults({ method, times: 1, ...fault });
  expect(await say('раз', photo(drill))).toMatchObject(sent);
});

it.each([
  [{ retry_after: 7 }, 7_000],
  [{ code: 500 }, 1_000],
  [{ mode: 'drop_after' }, 1_000],
  [{ mode: 'hang' }, 1_000],
] as const)('a deletion that fails with %j leaves no doubt: nothing was sent', async (fault, least) => {
  const { say, refOf, control, chat } = await office(shelf);
  const card = await refOf('дрель', photo(drill));
  await control.faults({ method: 'deleteMessage', times: 1, ...fault });
  const sent = await say('список', { editsRef: card });
  expect(sent).toMatchObject({ outcome: 'later', afterMs: expect.any(Number) });
  expect(sent.outcome === 'later' && sent.afterMs).toBeGreaterThanOrEqual(least * 0.75);
  expect(sent).not.toHaveProperty('maybeSent');
  await control.clock({ advance_ms: 10_000 });
  await refOf('список', { editsRef: card });
  const { messages } = await control.chat(chat);
  expect(messages.filter(({ deleted }) => !deleted).map(({ text }) => text)).toEqual(['список']);
});

it('a bot that cannot open pictures says so of itself', async () => {
  const { channel } = await openOffice();
  expect(channel().capabilities).not.toHaveProperty('maxCaption');
});
