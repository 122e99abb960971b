import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUpdate } from './hear.ts';

const me = { id: 700_000_001, username: 'kontora_bot' };
const anna = { id: 5_000_000_001, is_bot: false, first_name: 'Анна', last_name: 'Ким', language_code: 'ru' };
const chat = { id: anna.id, type: 'private', first_name: 'Анна' };
const group = { id: -1_002_000_000_001, type: 'supergroup', title: 'Отдел' };
const botUser = { id: me.id, is_bot: true, first_name: 'Kontora', username: me.username };

const message = (fields: object, from: object = anna) => ({
  update_id: 900_001,
  message: { message_id: 17, date: 1_790_000_000, chat, from, ...fields },
});
const inGroup = (fields: object) => message({ chat: group, ...fields });
const read = (update: unknown) => readUpdate(update, me);
const eventOf = (update: unknown) => {
  const reading = read(update);
  return 'ignored' in reading ? undefined : reading.event;
};
const inputOf = (update: unknown) => {
  const event = eventOf(update);
  return event?.type === 'message' ? event.input : undefined;
};
const photo = (...sizes: [id: string, bytes: number | undefined][]) =>
  sizes.map(([file_id, file_size]) => ({
    file_id,
    file_unique_id: file_id,
    width: 90,
    height: 90,
    file_size,
  }));

describe('messages', () => {
  it('carries who, where and what', () => {
    expect(read(message({ text: 'привет' }))).toEqual({
      chat: '5000000001',
      language: 'ru',
      event: {
        type: 'message',
        externalId: '900001',
        address: '5000000001',
        kind: 'private',
        sender: { account: '5000000001', name: 'Анна Ким', language: 'ru' },
        input: { kind: 'text', text: 'привет' },
        ref: '17',
      },
    });
  });

  it.each([
    ['emoji', '👩‍👩‍👧‍👦 труба 🔧'],
    ['right to left', 'שלום עולם ‏אבג'],
    ['white space', '  a\n\n b '],
    ['1 MB', 'я'.repeat(1_000_000)],
    ['looks like a command in the middle', 'see /start@other_bot'],
    ['HTML', '<b>1 < 2</b> & {{x}}'],
  ])('leaves text as it is: %s', (_, text) => {
    expect(inputOf(message({ text }))).toEqual({ kind: 'text', text });
  });

  it.each([
    ['/start', '/start'],
    ['/start@kontora_bot', '/start'],
    ['/start@KONTORA_BOT abc-1', '/start abc-1'],
    ['/start@kontora_bot\nline', '/start\nline'],
    ['/start@other_bot', undefined],
    ['/start@kontora_bot2', undefined],
    ['/привет@other_bot', '/привет@other_bot'],
  ])('reads the command %s as %s', (text, words) => {
    expect(inputOf(message({ text }))).toEqual(
      words === undefined ? undefined : { kind: 'text', text: words },
    );
  });

  it('names a person without a first name by the user name', () => {
    const reading = eventOf(
      message({ text: 'x' }, { ...anna, first_name: '', last_name: undefined, username: 'ann' }),
    );
    expect(reading).toMatchObject({ sender: { name: 'ann' } });
  });

  it('takes a language tag only when it is one', () => {
    expect(read(message({ text: 'x' }, { ...anna, language_code: '\u0000 drop' }))).toMatchObject({
      language: undefined,
    });
  });

  it.each([
    ['sticker', { sticker: { file_id: 'CAAC', type: 'regular' } }],
    ['poll', { poll: { id: '1', question: 'q', options: [] } }],
    ['dice', { dice: { emoji: '🎲', value: 3 } }],
    ['story', { story: { chat: group, id: 4 } }],
  ])('names a %s it does not work with', (what, fields) => {
    expect(inputOf(message(fields))).toEqual({ kind: 'other', what });
  });

  it('takes a place, also of a venue', () => {
    const location = { latitude: 59.93, longitude: 30.31 };
    expect(inputOf(message({ location }))).toEqual({ kind: 'place', ...location });
    expect(inputOf(message({ location, venue: { location, title: 'A', address: 'B' } }))).toEqual({
      kind: 'place',
      ...location,
    });
  });

  it.each([
    ['a service message', message({ new_chat_members: [anna] })],
    ['a message of a bot', message({ text: 'x' }, { ...anna, is_bot: true })],
    [
      'a channel post',
      { update_id: 1, channel_post: { message_id: 1, chat: { id: -100, type: 'channel' }, text: 'x' } },
    ],
    [
      'an anonymous administrator',
      inGroup({ text: '/help', sender_chat: group, from: { ...anna, is_bot: true } }),
    ],
    [
      'a post forwarded from a channel',
      inGroup({ text: '/help', sender_chat: { id: -1009, type: 'channel' } }),
    ],
    ['an unknown kind', { update_id: 1, holo_message: { text: 'x' } }],
  ])('ignores %s', (_, update) => {
    expect(read(update)).toHaveProperty('ignored');
  });
});

describe('contacts', () => {
  const contact = { phone_number: '79161234567', first_name: 'Анна', user_id: anna.id };

  it('vouches for the card the sender made of herself in private', () => {
    expect(inputOf(message({ contact, reply_to_message: { message_id: 3, chat, from: botUser } }))).toEqual({
      kind: 'contact',
      phone: '+79161234567',
      name: 'Анна',
      own: true,
    });
  });

  it.each([
    ['of somebody else', { contact: { ...contact, user_id: 5_000_000_002 } }],
    ['without an id', { contact: { ...contact, user_id: undefined } }],
    ['forwarded', { contact, forward_origin: { type: 'user', sender_user: anna, date: 1 } }],
    ['through an inline bot', { contact, via_bot: { ...botUser, id: 5 } }],
    ['in a group', { contact, chat: group, reply_to_message: { from: botUser } }],
  ])('does not vouch for a card %s', (_, fields) => {
    expect(inputOf(message(fields))).toMatchObject({ kind: 'contact', own: false });
  });

  it('reads numbers however they are written', () => {
    const phone = (phone_number: string) => inputOf(message({ contact: { ...contact, phone_number } }));
    expect(phone('+7 (916) 123-45-67')).toMatchObject({ phone: '+79161234567' });
    expect(phone('none')).toEqual({ kind: 'other', what: 'contact' });
  });
});

describe('files', () => {
  it('takes the largest size of a photo that can be fetched', () => {
    const sizes = photo(['large', 19_000_000], ['small', 1_000], ['huge', 25_000_000]);
    expect(inputOf(message({ photo: sizes, caption: 'вот' }))).toEqual({
      kind: 'file',
      text: 'вот',
      files: [{ name: 'photo-17.jpg', mime: 'image/jpeg', size: 19_000_000, source: 'large' }],
    });
  });

  it.each([
    ['document', { file_name: 'счёт.pdf', mime_type: 'application/pdf' }, 'счёт.pdf', 'application/pdf'],
    ['document', {}, 'document-17', 'application/octet-stream'],
    ['video', {}, 'video-17.mp4', 'video/mp4'],
    ['audio', { mime_type: 'audio/flac' }, 'audio-17.mp3', 'audio/flac'],
    ['voice', {}, 'voice-17.ogg', 'audio/ogg'],
    ['video_note', {}, 'video_note-17.mp4', 'video/mp4'],
  ])('announces a %s', (kind, fields, name, mime) => {
    expect(inputOf(message({ [kind]: { file_id: 'BQAC-1_x', ...fields } }))).toEqual({
      kind: 'file',
      text: '',
      files: [{ name, mime, size: null, source: 'BQAC-1_x' }],
    });
  });

  it('says that a file is too large to be fetched', () => {
    const document = { file_id: 'BQAC', file_size: 20_971_521 };
    expect(inputOf(message({ document }))).toEqual({ kind: 'other', what: 'large_file' });
  });

  it('refuses an id that could lead elsewhere', () => {
    expect(read(message({ document: { file_id: '../../etc' } }))).toHaveProperty('ignored');
  });
});

describe('groups', () => {
  it.each([
    ['talk', { text: 'кто взял ключ?' }, undefined],
    ['a command', { text: '/help' }, '/help'],
    ['a command for this bot', { text: '/help@kontora_bot me' }, '/help me'],
    ['a command for another bot', { text: '/help@other_bot' }, undefined],
    [
      'a mention',
      { text: 'эй, @Kontora_Bot труба 20мм', entities: [{ type: 'mention', offset: 4, length: 12 }] },
      'эй,  труба 20мм',
    ],
    [
      'a mention after an emoji',
      { text: '🙂@kontora_bot hi', entities: [{ type: 'mention', offset: 2, length: 12 }] },
      '🙂 hi',
    ],
    [
      'a mention of others',
      { text: '@anna hi', entities: [{ type: 'mention', offset: 0, length: 5 }] },
      undefined,
    ],
    [
      'a mention by name',
      { text: 'Kontora hi', entities: [{ type: 'text_mention', offset: 0, length: 7, user: botUser }] },
      'hi',
    ],
    ['a reply to the bot', { text: 'да', reply_to_message: { message_id: 2, from: botUser } }, 'да'],
    ['a reply to others', { text: 'да', reply_to_message: { message_id: 2, from: anna } }, undefined],
  ])('%s', (_, fields, words) => {
    expect(inputOf(inGroup(fields))).toEqual(words === undefined ? undefined : { kind: 'text', text: words });
  });

  it('answers to the group, and hears the person', () => {
    expect(eventOf(inGroup({ text: '/help' }))).toMatchObject({
      address: '-1002000000001',
      kind: 'group',
      sender: { account: '5000000001' },
    });
  });

  it('takes a photo whose caption names the bot', () => {
    const caption_entities = [{ type: 'mention', offset: 0, length: 12 }];
    const fields = { photo: photo(['p', 1]), caption: '@kontora_bot вот', caption_entities };
    expect(inputOf(inGroup(fields))).toMatchObject({ kind: 'file', text: 'вот' });
  });

  it.each([
    [{ migrate_to_chat_id: -1_005 }, -77, { from: '-77', to: '-1005' }],
    [{ migrate_from_chat_id: -77 }, -1_005, { from: '-77', to: '-1005' }],
  ])('notices that the group has moved: %j', (fields, id, addresses) => {
    const reading = read(message({ ...fields, chat: { id, type: id === -77 ? 'group' : 'supergroup' } }));
    expect(reading).toMatchObject({ chat: String(id), event: { type: 'moved', ...addresses } });
  });
});

describe('presses', () => {
  const press = (fields: object = {}) => ({
    update_id: 900_002,
    callback_query: {
      id: '4382bfdwdsb323b2d9',
      from: anna,
      message: { message_id: 16, date: 1, chat },
      chat_instance: '1',
      data: 'k1:1a:0',
      ...fields,
    },
  });

  it('is a choice of the person who pressed', () => {
    expect(read(press({ message: { message_id: 16, date: 0, chat: group } }))).toEqual({
      chat: '-1002000000001',
      language: 'ru',
      callback: '4382bfdwdsb323b2d9',
      event: {
        type: 'message',
        externalId: '900002',
        address: '-1002000000001',
        kind: 'group',
        sender: { account: '5000000001', name: 'Анна Ким', language: 'ru' },
        input: { kind: 'choice', token: 'k1:1a:0' },
      },
    });
  });

  it.each([
    ['without data', { data: undefined, game_short_name: 'g' }],
    ['without a message', { message: undefined, inline_message_id: 'x' }],
  ])('only wants an answer %s', (_, fields) => {
    expect(read(press(fields))).toEqual({
      chat: '5000000001',
      language: 'ru',
      callback: '4382bfdwdsb323b2d9',
    });
  });
});

describe('edits', () => {
  const edit = (fields: object) => ({
    update_id: 900_003,
    edited_message: { message_id: 17, date: 1, edit_date: 2, chat, from: anna, ...fields },
  });

  it('carries the new words', () => {
    expect(eventOf(edit({ text: '/find@kontora_bot труба' }))).toEqual({
      type: 'edited',
      address: '5000000001',
      ref: '17',
      text: '/find труба',
    });
    expect(eventOf(edit({ caption: 'новая подпись', photo: photo(['p', 1]) }))).toMatchObject({
      text: 'новая подпись',
    });
  });

  it.each([
    ['group talk', { chat: group, text: 'x' }],
    ['a moving place', { location: { latitude: 1, longitude: 1 } }],
    ['a bot', { text: 'x', from: botUser }],
  ])('ignores an edit of %s', (_, fields) => {
    expect(read(edit(fields))).toHaveProperty('ignored');
  });
});

describe('membership', () => {
  const membership = (member: object, where: object = chat) => ({
    update_id: 900_004,
    my_chat_member: { chat: where, from: anna, date: 1, old_chat_member: {}, new_chat_member: member },
  });

  it.each([
    [{ status: 'kicked', until_date: 0 }, chat, false],
    [{ status: 'member' }, chat, true],
    [{ status: 'left' }, group, false],
    [{ status: 'administrator' }, group, true],
    [{ status: 'restricted', is_member: true }, group, true],
    [{ status: 'restricted', is_member: false }, group, false],
  ])('%j', (member, where, reachable) => {
    expect(eventOf(membership(member, where))).toEqual({
      type: 'reachable',
      address: String(where.id),
      reachable,
    });
  });
});

describe('malformed updates', () => {
  it.each([
    [null],
    ['text'],
    [{}],
    [{ update_id: 'x', message: {} }],
    [{ update_id: 1, message: { message_id: 1, text: 'x' } }],
    [{ update_id: 1, message: { message_id: 1, chat: { id: 1, type: 'private' }, from: anna, text: 5 } }],
    [{ update_id: 1, callback_query: { id: 5 } }],
    [{ update_id: 2 ** 60, message: null }],
  ])('are ignored: %j', (update) => {
    expect(read(update)).toHaveProperty('ignored');
  });

  it('never throw, whatever stands where', () => {
    const fields = [
      'text',
      'caption',
      'entities',
      'from',
      'chat',
      'contact',
      'photo',
      'location',
      'reply_to_message',
    ];
    const entity = fc.record({
      type: fc.constantFrom('mention', 'text_mention'),
      offset: fc.integer(),
      length: fc.integer(),
    });
    const wild = fc.dictionary(
      fc.constantFrom(...fields),
      fc.oneof(fc.jsonValue(), fc.array(entity), fc.constant(chat), fc.constant(anna)),
    );
    const kind = fc.constantFrom('message', 'edited_message', 'callback_query', 'my_chat_member');
    fc.assert(
      fc.property(kind, wild, fc.string(), (name, body, text) => {
        read({ update_id: 1, [name]: body });
        read({ update_id: 1, [name]: { message_id: 1, chat: group, from: anna, text, ...body } });
      }),
    );
  });
});
