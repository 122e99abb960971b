import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import { webhookSecret } from '../../src/channels/telegram/webhook.ts';

const SECRET_KEY = 'a key of thirty-two characters at least';

let office: TestOffice;
beforeAll(async () => {
  const webhook = { TELEGRAM_MODE: 'webhook', PUBLIC_URL: 'https://office.example', SECRET_KEY };
  office = await openOffice({ env: webhook, logged: true });
});
afterAll(() => office.close());

let updates = 0;

/** Telegram delivers what a person said, under the trace of the test. */
const deliver = async (userId: number, text: string, trace: string): Promise<void> => {
  updates += 1;
  const from = { id: userId, is_bot: false, first_name: 'Анна' };
  const chat = { id: userId, type: 'private' };
  const answer = await fetch(`${office.base()}/telegram/webhook`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-telegram-bot-api-secret-token': webhookSecret(SECRET_KEY, office.token),
      traceparent: `00-${trace}-00f067aa0ba902b7-01`,
    },
    body: JSON.stringify({ update_id: updates, message: { message_id: updates, date: 0, chat, from, text } }),
  });
  expect(answer.status).toBe(200);
};

const linesOf = (words: string, trace: string): string[] =>
  office.lines.filter((line) => line.includes(` - ${words} `) && line.includes(trace));

it('S0-16: an error 500 of the outer system leaves one line with its trace id and no secret', async () => {
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
  const { id } = await office.telegram.users({ first_name: 'Анна', started: true });
  await office.telegram.faults({ method: 'sendMessage', code: 500, description: 'Internal Server Error' });
  await deliver(id, '/help', trace);
  await office.telegram.waitFor({ chat_id: id, method: 'sendMessage' });
  const troubles = office.lines.filter((line) => / - (WARNING|ERROR|CRITICAL) - /.test(line));
  expect(troubles).toHaveLength(1);
  expect(troubles[0]).toMatch(/ - conversations - WARNING - message delivery .*outcome=later reason="500 /);
  expect(troubles[0]).toContain(`trace_id=${trace}`);
  const log = office.lines.join('\n');
  for (const secret of [office.token, SECRET_KEY, webhookSecret(SECRET_KEY, office.token)])
    expect(log).not.toContain(secret);
});

it('S2-23: every command leaves one structured line, without what was said', async () => {
  const { id } = await office.telegram.users({ first_name: 'Анна', started: true });
  const commands = ['/start', '/menu', '/profile', '/language', '/help', '/cancel'];
  for (const [index, command] of commands.entries()) {
    const trace = `00000000000000000000000000000a0${index}`;
    await deliver(id, `${command} секретные слова`, trace);
    await vi.waitUntil(() => linesOf('turn done', trace).length > 0, { timeout: 10_000 });
    expect(linesOf('turn done', trace)).toEqual([
      expect.stringMatching(
        / - INFO - turn done .*conversation=\S+ turn=\d+ input=text route=\S+ .*duration_ms=\d+/,
      ),
    ]);
  }
  expect(office.lines.join('\n')).not.toMatch(/секретные слова/);
});

it('S0-17: a request is logged with method, path, status and duration, and its counter rises', async () => {
  const counted = async (): Promise<number> => {
    const metrics = await (await fetch(`${office.base()}/metrics`)).text();
    const line =
      /^http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/chat",status="401"\} (\d+)$/m;
    return Number(line.exec(metrics)?.[1] ?? 0);
  };
  const before = await counted();
  const answer = await fetch(`${office.base()}/api/v1/chat?token=hidden`);
  const trace = answer.headers.get('x-trace-id') ?? '';
  await vi.waitUntil(() => linesOf('request', trace).length > 0, { timeout: 10_000 });
  expect(linesOf('request', trace)).toEqual([
    expect.stringMatching(
      / - http - INFO - request .*method=GET path="\/api\/v1\/chat\?token=\*\*\*" .*status=401 ms=[\d.]+/,
    ),
  ]);
  expect(await counted()).toBe(before + 1);
});

it('S2-33: a burst over the limit is answered 429 with Retry-After', async () => {
  const open = () =>
    fetch(`${office.base()}/api/v1/chat/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
  const answers = await Promise.all(Array.from({ length: 70 }, open));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(60);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(10);
  for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
});
