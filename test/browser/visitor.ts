import { randomUUID } from 'node:crypto';
import type { BrowserContext, Frame, Locator, Page } from 'playwright-core';

/** Somebody before a window of the chat. */
export interface Visitor {
  readonly page: Page;
  /** The window or the frame that the chat is in. */
  readonly chat: Page | Frame;
  readonly field: Locator;
  readonly log: Locator;
  says(text: string): Promise<void>;
  /** Presses the button with this name, the last one when there are several. */
  presses(name: string | RegExp): Promise<void>;
  /** Waits for a message of the office that fits, the only one or the last. */
  hears(pattern: RegExp): Promise<void>;
  /** All messages in their order, as they read. */
  reads(): Promise<readonly string[]>;
  /** Says something from another device: the chat hears of it from the office only. */
  saysElsewhere(text: string, id?: string): Promise<void>;
  /** Another tab of the same browser. */
  anotherTab(): Promise<Visitor>;
}

/** Opens a window at an address; resolves when the page is there. */
export const openVisitor = async (context: BrowserContext, address: string): Promise<Visitor> => {
  const page = await context.newPage();
  await page.goto(address);
  return visitorIn(page);
};

/** Somebody before the chat in a page, or in a frame of it. */
export const visitorIn = (page: Page, chat: Page | Frame = page): Visitor => {
  const office = chat.getByRole('article', { name: /^(Контора|Office),/ });
  const field = chat.getByRole('textbox', { name: /^(Сообщение|Message)$/ });
  const log = chat.getByRole('log', { name: /^(Переписка|Conversation)$/ });
  return {
    page,
    chat,
    field,
    log,
    says: async (text) => {
      await field.fill(text);
      await field.press('Enter');
    },
    presses: (name) => chat.getByRole('button', { name, exact: true }).last().click(),
    hears: (pattern) => office.filter({ hasText: pattern }).last().waitFor(),
    reads: () => chat.locator('article .bubble').allInnerTexts(),
    saysElsewhere: async (text, id = randomUUID()) => {
      const token = await chat.evaluate(() => localStorage.getItem('kontora.chat.token'));
      const answer = await fetch(`${new URL(chat.url()).origin}/api/v1/chat/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ id, text }),
      });
      if (answer.status !== 202) throw new Error(`the office answered ${answer.status}`);
    },
    anotherTab: () => openVisitor(page.context(), page.url()),
  };
};
