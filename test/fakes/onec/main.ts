/** The fake 1C by hand: node test/fakes/onec/main.ts serve|send … */
import { parseArgs } from 'node:util';
import type { Wrapping } from './bytes.ts';
import { makeGoods } from './goods.ts';
import { ROUTES, type Sent, send, TOKEN_PLACES, type TokenPlace } from './send.ts';
import { FAULTS, type Fault, startFakeOnec } from './server.ts';

const HELP = `
The fake 1C: it pushes made-up goods to Kontora, or lets Kontora ask for them. Nothing leaves this machine.

  npm run fake:1c -- send  [options]    push goods, as the exchange module of 1C would
  npm run fake:1c -- serve [options]    be an HTTP service of 1C that Kontora asks (ONE_C_ENABLED=true)

Goods, for both:
  --count 1000          how many items
  --version 0           of a later version one item of a hundred has another price and stock
  --full                the list is the whole catalogue: what it lacks is hidden
  --charset utf-8       utf-8, windows-1251 or utf-16le
  --bom                 with a byte order mark
  --compression gzip    gzip or deflate

send:
  --to http://localhost:8000
  --route 1             1 ${ROUTES[0]}, 2 ${ROUTES[1]}, 3 ${ROUTES[2]}
  --token …             ONE_C_WEBHOOK_TOKEN of Kontora
  --place bearer        where the token goes: ${TOKEN_PLACES.join(', ')}
  --http 1.1            or 1.0
  --pages 1             one load in so many pages
  --times 1             sends the same so many times
  --async               leaves the work to the queue; the answer names the job

serve:
  --port 8091
  --login exchange  --password fake
  --fault html_500      every answer has it: ${FAULTS.join(', ')}
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    count: { type: 'string', default: '1000' },
    version: { type: 'string', default: '0' },
    full: { type: 'boolean', default: false },
    charset: { type: 'string', default: 'utf-8' },
    bom: { type: 'boolean', default: false },
    compression: { type: 'string' },
    to: { type: 'string', default: 'http://localhost:8000' },
    route: { type: 'string', default: '1' },
    token: { type: 'string' },
    place: { type: 'string', default: 'bearer' },
    http: { type: 'string', default: '1.1' },
    pages: { type: 'string', default: '1' },
    times: { type: 'string', default: '1' },
    async: { type: 'boolean', default: false },
    port: { type: 'string', default: '8091' },
    login: { type: 'string', default: 'exchange' },
    password: { type: 'string', default: 'fake' },
    fault: { type: 'string' },
  },
});

const wrapping: Wrapping = {
  charset: oneOf('charset', values.charset, ['utf-8', 'windows-1251', 'utf-16le']),
  bom: values.bom,
  ...(values.compression
    ? { compression: oneOf('compression', values.compression, ['gzip', 'deflate']) }
    : {}),
};
const version = wholeOf('version', values.version);
const count = wholeOf('count', values.count);

switch (values.help ? undefined : positionals[0]) {
  case 'send':
    await sendAll();
    break;
  case 'serve':
    await serveAll();
    break;
  default:
    console.log(HELP);
    process.exitCode = values.help ? 0 : 64;
}

async function sendAll(): Promise<void> {
  const pages = Math.max(1, wholeOf('pages', values.pages));
  const session = `fake-${count}-${version}`;
  for (let time = 0; time < wholeOf('times', values.times); time += 1)
    for (let page = 1; page <= pages; page += 1) {
      const from = Math.floor(((page - 1) * count) / pages);
      const items = [...makeGoods({ from, count: Math.floor((page * count) / pages) - from, version })];
      const paging = pages > 1 ? { page, pages, session_id: `${session}-${time}` } : {};
      const began = performance.now();
      const sent = await send({
        ...wrapping,
        base: values.to,
        body: { ...(values.full ? { full: true } : {}), ...paging, items },
        route: ROUTES[wholeOf('route', values.route) - 1],
        token: values.token,
        place: oneOf('place', values.place, TOKEN_PLACES) satisfies TokenPlace,
        http: oneOf('http', values.http, ['1.0', '1.1']),
        contentType: `application/json; charset=${wrapping.charset}`,
        ...(values.async ? { query: { async: '1' } } : {}),
      });
      tell(sent, performance.now() - began);
    }
}

function tell({ status, headers, text }: Sent, ms: number): void {
  const further = ['location', 'retry-after'].filter((name) => headers[name] !== undefined);
  console.log(
    [`${status}`, `${Math.round(ms)} ms`, ...further.map((name) => `${name}: ${headers[name]}`), text].join(
      '  ',
    ),
  );
  if (status === 0) console.error('Nothing answers there. Is Kontora running?');
  if (status < 200 || status > 299) process.exitCode = 1;
}

async function serveAll(): Promise<void> {
  const { login, password } = values;
  const items = [...makeGoods({ count, version })];
  const body = { ...(values.full ? { full: true } : {}), items };
  const fake = await startFakeOnec({
    port: wholeOf('port', values.port),
    login,
    password,
    body,
    wrapping,
    ...(values.fault ? { always: oneOf('fault', values.fault, FAULTS) satisfies Fault } : {}),
  });
  console.log(`
The fake 1C is running with ${count} goods. Start Kontora against it:

  ONE_C_ENABLED=true ONE_C_BASE_URL=${fake.baseUrl} \\
  ONE_C_USERNAME=${login} ONE_C_PASSWORD=${password} npm start
`);
  const stop = () => void fake.stop();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function oneOf<const Word extends string>(option: string, given: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === given);
  if (found === undefined) fail(`--${option} must be one of ${words.join(', ')}`);
  return found;
}

function wholeOf(option: string, given: string): number {
  if (!/^\d+$/.test(given)) fail(`--${option} must be a whole number`);
  return Number(given);
}

function fail(problem: string): never {
  console.error(problem);
  process.exit(64);
}
