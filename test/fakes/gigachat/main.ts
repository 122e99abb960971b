/** The fake GigaChat by hand: node test/fakes/gigachat/main.ts */
import { parseArgs } from 'node:util';
import { BEHAVIOURS, type Behaviour, startFakeGigachat } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8092' },
    scope: { type: 'string', default: 'GIGACHAT_API_PERS' },
    streams: { type: 'string', default: '1' },
    always: { type: 'string', default: 'answer' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) {
  console.log(`
The fake GigaChat: it splits orders by lines and commas. Nothing leaves this machine.

  npm run fake:gigachat -- [options]

  --port 8092
  --scope GIGACHAT_API_PERS    the scope that its key is for
  --streams 1                  chats at once; more are answered with 429
  --always answer              ${BEHAVIOURS.join(', ')}, or a status such as 402
`);
} else {
  const { scope } = values;
  const fake = await startFakeGigachat({ port: Number(values.port), scope, streams: Number(values.streams) });
  fake.always(/^\d{3}$/.test(values.always) ? Number(values.always) : (values.always as Behaviour));
  console.log(`
The fake GigaChat is running. Start Kontora against it:

  GIGACHAT_BASIC_AUTH_KEY=${fake.key} GIGACHAT_SCOPE=${scope} \\
  GIGACHAT_OAUTH_URL=${fake.oauthUrl} GIGACHAT_API_BASE_URL=${fake.baseUrl} npm start
`);
  const stop = () => void fake.stop();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}
