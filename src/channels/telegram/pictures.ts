import type { Readable } from 'node:stream';
import { InputFile } from 'grammy';

/** Opens stored content by our id; undefined when it is not there. The reader must end the stream. */
export type OpenContent = (
  id: string,
) => Promise<{ readonly stream: Readable; readonly size: number } | undefined>;

/** The largest photo a bot can send (Bot API, sendPhoto). */
const MAX_BYTES = 10 * 1024 * 1024;
/** Pictures whose Telegram ids are remembered. */
const REMEMBERED = 5_000;

export type Pictures = ReturnType<typeof createPictures>;

/** Pictures as Telegram takes them: content the first time, from then on the id that it gave them. */
export const createPictures = ({ open }: { open: OpenContent }) => {
  const fileIds = new Map<string, string>();

  /** What to send for a picture; undefined when there is none that Telegram would take. */
  const mediaOf = async (id: string): Promise<string | InputFile | undefined> =>
    fileIds.get(id) ?? (await contentOf(id).catch(() => undefined));

  const contentOf = async (id: string): Promise<InputFile | undefined> => {
    const content = await open(id);
    if (!content) return undefined;
    const { stream, size } = content;
    if (size === 0 || size > MAX_BYTES) {
      stream.destroy();
      return undefined;
    }
    return new InputFile(Buffer.concat(await stream.toArray()), 'picture.jpg');
  };

  /** Remembers the id under which Telegram has a picture. */
  const remember = (id: string, fileId: string | undefined): void => {
    fileIds.delete(id);
    if (fileId === undefined) return;
    fileIds.set(id, fileId);
    const [oldest] = fileIds.keys();
    if (fileIds.size > REMEMBERED && oldest !== undefined) fileIds.delete(oldest);
  };

  const forget = (id: string): void => void fileIds.delete(id);

  return { mediaOf, remember, forget };
};
