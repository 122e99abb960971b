import { z } from 'zod';

const Message = z.strictObject({ role: z.enum(['system', 'user']), content: z.string().min(1) });

/** What both fakes ask of the messages: one system message, first, and the order as the only word of the user. */
export const Messages = z
  .array(Message)
  .refine((messages) => messages.map(({ role }) => role).join() === 'system,user', 'system, then user');

/** The order in a request that was accepted. */
export const orderIn = (messages: z.infer<typeof Messages>): string =>
  messages.find(({ role }) => role === 'user')?.content ?? '';
