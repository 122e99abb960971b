import { describe, expect, it, vi } from 'vitest';
import { PATIENCE } from '#test/patience.ts';
import type { Message, MessagePage } from '../schema.ts';
import { messageOf } from '../testing.ts';
import { createThread, type ReadMessages } from './thread.ts';
import { PAGE } from './window.ts';

/** An office in memory: every third position is a rewrite, which is no message. */
const officeOf = (count: number) => {
  const messages: Message[] = [];
  const calls: string[] = [];
  let change = 0;
  let position = 0;
  let broken = false;
  const write = (text: string): Message => {
    position += 1;
    if (position % 3 === 0) position += 1;
    change += 1;
    const message = messageOf({ id: position, position, change, text });
    messages.push(message);
    return message;
  };
  const rewrite = (id: number, text: string): void => {
    const index = messages.findIndex((message) => message.id === id);
    change += 1;
    messages[index] = { ...(messages[index] as Message), text, change, edited: true };
  };
  for (let made = 0; made < count; made += 1) write(`words ${made}`);
  const read: ReadMessages = async ({ before = Infinity, after, limit }): Promise<MessagePage> => {
    calls.push(after === undefined ? `before ${before}` : `after ${after}`);
    if (broken) throw new Error('no line');
    if (after !== undefined) {
      const changed = messages
        .filter((message) => message.change > after)
        .sort((a, b) => a.change - b.change);
      const items = changed.slice(0, limit);
      return { items, more: changed.length > limit, cursor: items.at(-1)?.change ?? after };
    }
    const earlier = messages.filter((message) => message.position < before);
    return { items: earlier.slice(-limit), more: earlier.length > limit, cursor: change };
  };
  return {
    messages,
    calls,
    write,
    rewrite,
    read,
    break: (is: boolean) => {
      broken = is;
    },
  };
};

const textsOf = (thread: ReturnType<typeof createThread>): readonly string[] =>
  thread.state().window?.messages.map(({ text }) => text) ?? [];

describe('a thread', () => {
  it('shows the newest end, and older pages before it until there are none', async () => {
    const office = officeOf(120);
    const thread = createThread(office.read);
    await thread.open();
    expect(textsOf(thread)).toHaveLength(PAGE);
    await thread.loadOlder();
    await thread.loadOlder();
    expect(textsOf(thread)).toEqual(office.messages.map(({ text }) => text));
    expect(thread.state().window).toMatchObject({ older: false, newer: false });
    const calls = office.calls.length;
    await thread.loadOlder();
    expect(office.calls).toHaveLength(calls);
  });

  it('takes in what is new and what was rewritten, once and in order', async () => {
    const office = officeOf(3);
    const thread = createThread(office.read);
    await thread.open();
    office.write('new');
    office.rewrite(2, 'rewritten');
    await thread.catchUp();
    await thread.catchUp();
    expect(textsOf(thread)).toEqual(['words 0', 'rewritten', 'words 2', 'new']);
  });

  it('catches up over many changes', async () => {
    const office = officeOf(3);
    const thread = createThread(office.read);
    await thread.open();
    for (let count = 0; count < 2 * PAGE + 1; count += 1) office.write(`late ${count}`);
    await thread.catchUp();
    expect(textsOf(thread)).toHaveLength(3 + 2 * PAGE + 1);
  });

  it('does not show a rewrite of what is not loaded', async () => {
    const office = officeOf(120);
    const thread = createThread(office.read);
    await thread.open();
    office.rewrite(1, 'far up');
    await thread.catchUp();
    expect(textsOf(thread)).not.toContain('far up');
    await thread.loadOlder();
    await thread.loadOlder();
    expect(textsOf(thread)[0]).toBe('far up');
  });

  it('jumps to a far place and reads on from it to the newest without a hole', async () => {
    const office = officeOf(400);
    const thread = createThread(office.read);
    const target = office.messages[100] as Message;
    await thread.open(target.position);
    expect(textsOf(thread)).toContain('words 100');
    expect(thread.state()).toMatchObject({ target: { position: target.position }, window: { newer: true } });
    office.write('meanwhile');
    await thread.catchUp();
    expect(textsOf(thread)).not.toContain('meanwhile');
    while (thread.state().window?.newer) await thread.loadNewer();
    office.write('and live again');
    await thread.catchUp();
    const shown = textsOf(thread);
    expect(shown).toEqual(office.messages.slice(-shown.length).map(({ text }) => text));
    expect(shown.length).toBeGreaterThan(300);
  });

  it('opens a place that it shows without asking, and says so each time', async () => {
    const office = officeOf(60);
    const thread = createThread(office.read);
    await thread.open();
    const calls = office.calls.length;
    const position = office.messages.at(-5)?.position ?? 0;
    await thread.open(position);
    const first = thread.state().target;
    await thread.open(position);
    expect(office.calls).toHaveLength(calls);
    expect(thread.state().target).not.toEqual(first);
  });

  it('drops the answer for a part that was left meanwhile', async () => {
    const office = officeOf(400);
    const gates: (() => void)[] = [];
    const thread = createThread(async (query) => {
      if (query.before !== undefined) await new Promise<void>((resolve) => gates.push(resolve));
      return office.read(query);
    });
    await thread.open();
    const older = thread.loadOlder();
    await thread.open();
    for (const open of gates) open();
    await older;
    expect(textsOf(thread)).toHaveLength(PAGE);
    expect(thread.state().older).toBe('idle');
  });

  it('says why it shows nothing, and shows it when asked again', async () => {
    const office = officeOf(3);
    const thread = createThread(office.read);
    office.break(true);
    await thread.open();
    expect(thread.state()).toMatchObject({ window: null, problem: new Error('no line') });
    office.break(false);
    await thread.open();
    expect(thread.state()).toMatchObject({ problem: null });
    expect(textsOf(thread)).toHaveLength(3);
  });

  it('offers older pages again after a failure', async () => {
    const office = officeOf(120);
    const thread = createThread(office.read);
    await thread.open();
    office.break(true);
    await thread.loadOlder();
    expect(thread.state().older).toBe('failed');
    office.break(false);
    await thread.loadOlder();
    expect(textsOf(thread)).toHaveLength(2 * PAGE);
  });

  it('goes on trying to catch up, and catches up on what came before the first page', async () => {
    const office = officeOf(3);
    const thread = createThread(office.read, 1);
    const opening = thread.open();
    void thread.catchUp();
    await opening;
    await vi.waitFor(() => expect(office.calls.at(-1)).toMatch(/^after/), PATIENCE);
    office.write('while broken');
    office.break(true);
    await thread.catchUp();
    expect(textsOf(thread)).not.toContain('while broken');
    office.break(false);
    await vi.waitFor(() => expect(textsOf(thread)).toContain('while broken'), PATIENCE);
    thread.close();
  });
});
