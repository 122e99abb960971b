/** Runs the fake Telegram by hand: node test/fakes/telegram/main.ts [--port 8081] */
import { parseArgs } from 'node:util';
import { createTelegramControl } from './control.ts';
import { startFakeTelegram } from './server.ts';

const TOKEN = '123456:TEST-TOKEN-FOR-FAKE-TELEGRAM-0000';

const { values } = parseArgs({ options: { port: { type: 'string', default: '8081' } } });

const fake = await startFakeTelegram({ port: Number(values.port), limits: true, local: true });
const control = createTelegramControl(fake.url);
const bot = await control.bots({ token: TOKEN, username: 'kontora_fake_bot', first_name: 'Kontora' });
const user = await control.users({ first_name: 'Anna', phone: '+79001234567', language_code: 'ru' });

console.log(`
Fake Telegram is running; no message leaves this machine.

  API root   ${fake.url}
  token      ${TOKEN}   (@${bot.username})
  user       ${user.first_name}, id ${user.id}
  page       ${fake.url}/_fake/

Start Kontora against it:

  TELEGRAM_API_ROOT=${fake.url} BOT_TOKEN=${TOKEN} ADMIN_IDS=${user.id} npm start
`);

const stop = () => {
  void fake.stop();
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
