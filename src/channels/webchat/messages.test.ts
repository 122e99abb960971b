import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from './schema.ts';
import { type Office, openOffice } from './test-office.ts';

let office: Office;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office?.close());

const heardIn = async (visitor: { json: <T>(path: string) => Promise<T> }): Promise<Message[]> =>
  (await visitor.json<{ messages: Message[] }>('')).messages.filter(({ from }) => from === 'person');

describe('a message of a visitor', () => {
  it('is taken in and answered as it will be shown', async () => {
    const anna = await office.visitor();
    const id = randomUUID();
    const answer = await anna.post({ id, text: 'Труба 20 мм 🧵' });
    expect(answer.status).toBe(202);
    const { message } = (await answer.json()) as { message: Message };
    expect(message).toEqual({
      id,
      position: 1,
      from: 'person',
      text: 'Труба 20 мм 🧵',
      files: [],
      buttons: null,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      edited: false,
    });
    expect(await heardIn(anna)).toEqual([message]);
  });
});
