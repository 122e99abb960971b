import { afterEach, expect, it } from 'vitest';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import { loadConfig } from '../../src/config.ts';

const GUEST = 3001;
const CLOSED = 'Доступ к этому боту ограничен.';

let office: TestOffice;
afterEach(() => office.close());

/** What was ever stored of a Telegram user: conversations, messages and identities that name the account. */
const traces = async (userId: number): Promise<number> => {
  const address = String(userId);
  const found = await Promise.all([
    office.db.selectFrom('conversations').select('id').where('address', '=', address).execute(),
    office.db.selectFrom('messages').select('id').where('account', '=', address).execute(),
    office.db.selectFrom('identities').select('id').where('value', '=', address).execute(),
  ]);
  return found.flat().length;
};

it('S4-03, S4-11: whatever a stranger sends is answered by the fixed words or not at all, and never stored', async () => {
  office = await openOffice({ env: { TELEGRAM_ALLOWED_CHAT_IDS: ` ${GUEST} , -1001234567890` } });
  const { telegram } = office;
  const guest = await office.person('telegram', { id: GUEST });
  const stranger = async () => (await office.person('telegram')).userId;
  const answer = async (userId: number) =>
    (await telegram.waitFor({ method: 'sendMessage', chat_id: userId })).parameters.text;

  const byCommand = await stranger();
  await telegram.message({ user_id: byCommand, text: '/start' });
  expect(await answer(byCommand)).toBe(CLOSED);
  const byText = await stranger();
  const { message_id = 0 } = await telegram.message({ user_id: byText, text: 'Меню' });
  expect(await answer(byText)).toBe(CLOSED);
  const byContact = await stranger();
  await telegram.contact({ user_id: byContact, phone_number: '+79990000002' });
  expect(await answer(byContact)).toBe(CLOSED);

  const shown = (await telegram.chat(byText)).messages.at(-1)?.message_id ?? 0;
  const press = { user_id: byText, chat_id: byText, message_id: shown, data: 'start:profile', force: true };
  const { callback_query_id } = await telegram.callback(press);
  await telegram.waitFor({ method: 'answerCallbackQuery' });
  expect((await telegram.callbacks(callback_query_id)).answer).toMatchObject({
    text: CLOSED,
    show_alert: true,
  });

  const spoken = (await telegram.outbox({ chat_id: byText })).length;
  await telegram.message({ user_id: byText, edit_message_id: message_id, text: '/start' });
  await telegram.member({ user_id: byText, action: 'block' });
  await guest.says('/start');
  await guest.hears(/^Здравствуйте/);
  expect(await telegram.outbox({ chat_id: byText })).toHaveLength(spoken);
  for (const userId of [byCommand, byText, byContact]) expect(await traces(userId)).toBe(0);
  expect(await traces(GUEST)).toBeGreaterThan(0);
});

it('S4-10: an empty list lets any chat in, and production says so aloud', async () => {
  office = await openOffice({ env: { TELEGRAM_ALLOWED_CHAT_IDS: '' } });
  const anybody = await office.person('telegram');
  await anybody.says('/start');
  await anybody.hears(/^Здравствуйте/);
  const production = loadConfig({
    NODE_ENV: 'production',
    SECRET_KEY: 'kL9'.repeat(16),
    BOT_TOKEN: office.token,
    ONE_C_ALLOW_OPEN_PUSH: 'true',
  });
  expect(production.warnings.join()).toMatch(/TELEGRAM_ALLOWED_CHAT_IDS is empty/);
});
