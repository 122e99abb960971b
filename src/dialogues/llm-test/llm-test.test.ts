import { expect, it } from 'vitest';
import type { TurnContext } from '#modules/conversations/index.ts';
import { assistantBench } from '#test/fakes/gigachat/bench.ts';
import { createLlmTest } from './index.ts';

const begin = async (
  reader: Parameters<typeof createLlmTest>[0]['reader'],
  text = '',
  locale: 'ru' | 'en' = 'ru',
) => {
  const turn = { locale } as TurnContext;
  const { say, move } = await createLlmTest({ reader }).begin(turn, { by: 'command', text });
  expect(move).toEqual({ to: 'stay' });
  return say.map((reply) => reply.text).join('\n');
};

it('/llm_test is for administrators', async () => {
  const { reader } = await assistantBench({ only: [] });
  expect(createLlmTest({ reader })).toMatchObject({ command: 'llm_test', roles: ['administrator'] });
});

it('/llm_test tells of every provider how it answered and how fast, and no part of a token', async () => {
  const { reader, gigachat, openai } = await assistantBench();
  openai.next(401);
  const said = await begin(reader);
  expect(said).toMatch(
    /GigaChat \(GigaChat-2\): ответил\nВремя: [\d,]+ с\nРазобрано:\n• труба пвх 20 мм — 10 шт\./,
  );
  expect(said).toMatch(/OpenAI \(gpt-6-luna\): ключ не принят\nВремя: [\d,]+ с\nПодробности: .*HTTP 401/);
  expect(said).toContain('Вместо него разобрал сам бот:');
  for (const secret of [...gigachat.tokens, gigachat.key, openai.key])
    expect(said).not.toContain(secret.slice(0, 8));
});

it('/llm_test reads a text of one’s own', async () => {
  const { reader, gigachat } = await assistantBench({ only: ['gigachat'] });
  expect(await begin(reader, 'лампа 4 шт', 'en')).toMatch(
    /answered\nTime: [\d.]+ s\nRead:\n• лампа — 4 pcs$/,
  );
  expect(gigachat.bodies()[0]).toMatchObject({ messages: [{}, { content: 'лампа 4 шт' }] });
});

it('/llm_test without keys says that the bot reads by itself', async () => {
  const { reader, heard } = await assistantBench({ only: [] });
  const said = await begin(reader);
  expect(said).toContain('Ключи нейросетей не заданы');
  expect(said).toContain('Свой разбор\nВремя');
  expect(heard).toEqual([]);
});
