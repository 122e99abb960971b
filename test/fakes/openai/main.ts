/** The fake OpenAI by hand: node test/fakes/openai/main.ts */
import { parseArgs } from 'node:util';
import { BEHAVIOURS, type Behaviour, startFakeOpenai } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8093' },
    model: { type: 'string', default: 'gpt-6-luna' },
    always: { type: 'string', default: 'answer' },
    refuses: { type: 'string', default: '' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) {
  console.log(`
The fake OpenAI: it splits orders by lines and commas. Nothing leaves this machine.

  npm run fake:openai -- [options]

  --port 8093
  --model gpt-6-luna
  --always answer       ${BEHAVIOURS.join(', ')}, or a status such as 429
  --refuses …           parameters that are refused, with commas: json_schema,json_object,reasoning_effort
`);
} else {
  const fake = await startFakeOpenai({ port: Number(values.port), models: [{ id: values.model }] });
  fake.always(/^\d{3}$/.test(values.always) ? Number(values.always) : (values.always as Behaviour));
  fake.refuses(...values.refuses.split(',').filter((word) => word !== ''));
  console.log(`
The fake OpenAI is running. Start Kontora against it:

  OPENAI_API_KEY=${fake.key} OPENAI_BASE_URL=${fake.baseUrl} OPENAI_MODEL=${values.model} npm start
`);
  const stop = () => void fake.stop();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}
