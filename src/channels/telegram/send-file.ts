import { InputFile } from 'grammy';
import type { OutgoingMessage, Sent } from '#modules/conversations/index.ts';
import type { Client } from './client.ts';
import { type Failure, failureOf } from './errors.ts';
import type { OpenContent } from './pictures.ts';

/** The largest file a bot can send (Bot API, sendDocument). */
const MAX_BYTES = 50 * 1024 * 1024;

/**
 * Sends files as they are: as documents, which Telegram neither shrinks nor turns into animations. Undefined when a
 * file cannot be sent; nothing was sent then.
 */
export const createFileSender = ({
  uploads,
  open,
  judge,
}: {
  uploads: Client['uploads'];
  open: OpenContent;
  judge: { sent(ref: string): Sent; failed(failure: Failure, address: string): Sent };
}) => {
  return async (
    { address }: OutgoingMessage,
    file: { id: string; name: string },
  ): Promise<Sent | undefined> => {
    const content = await open(file.id).catch(() => undefined);
    if (!content) return undefined;
    const { stream, size } = content;
    try {
      if (size === 0 || size > MAX_BYTES) return undefined;
      const { message_id } = await uploads.sendDocument({
        chat_id: Number(address),
        document: new InputFile(stream, file.name),
        disable_content_type_detection: true,
      });
      return judge.sent(String(message_id));
    } catch (error) {
      const failure = failureOf(error);
      // Refused for the file's sake or for another reason: the text alone finds out.
      return failure.kind === 'refused' ? undefined : judge.failed(failure, address);
    } finally {
      stream.destroy();
    }
  };
};
