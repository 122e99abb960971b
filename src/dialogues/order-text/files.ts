import type { OrderFiles, OrderReader } from '#modules/assistant/index.ts';
import type { FileRef, TurnContext } from '#modules/conversations/index.ts';
import type { Texts } from './texts.ts';
import type { Understand, Understood } from './understand.ts';

/** Whether a file may have a list of goods, by its name. */
export const isOrderFile = ({ name }: Pick<FileRef, 'name'>): boolean => /\.(xlsx?|csv|tsv|txt)$/i.test(name);

/** Why files are no order; the words for it. */
export type FileProblem = keyof Pick<Texts, 'fileOther' | 'fileTooLarge' | 'fileBroken' | 'fileNoTable'>;

/** Reads orders from files; what a turn has read it does not read twice. */
export const createFileUnderstanding =
  ({
    orderFiles,
    reader,
    understand,
  }: {
    orderFiles: Pick<OrderFiles, 'read'>;
    reader: Pick<OrderReader, 'glance'>;
    understand: Understand;
  }) =>
  async (turn: TurnContext, files: readonly FileRef[]): Promise<Understood | FileProblem> => {
    const key = files.map(({ id }) => id).join();
    const known = understand.known(turn, key);
    if (known) return { ...known, text: '' };
    if (files.length === 0 || !files.every(isOrderFile)) return 'fileOther';
    const lines: Understood['lines'][number][] = [];
    let left = 0;
    for (const file of files) {
      const read = await orderFiles.read(file, turn.conversation.id);
      if (read.state !== 'read') return read.state === 'too_large' ? 'fileTooLarge' : 'fileBroken';
      const reading = reader.glance(read.text);
      lines.push(...(await understand.match(turn, read.withCodes(reading.lines))));
      left += reading.left;
    }
    if (lines.length === 0) return 'fileNoTable';
    const understood = { order: 'certain' as const, lines, left };
    understand.keep(turn, { ...understood, text: key });
    return { ...understood, text: '' };
  };

export type UnderstandFiles = ReturnType<typeof createFileUnderstanding>;
