import type { Readable } from 'node:stream';
import { AppError } from '#kernel/errors.ts';
import { plainText, SourceError, tableText } from '#modules/catalogue/index.ts';
import type { Spool } from '#platform/http/spool.ts';
import type { WantedLine } from '../contract.ts';
import { codesIn } from './codes.ts';

/** The largest file that is read as an order. */
const LARGEST = 5 * 1024 * 1024;
/** Characters that are read of it: far more than the lines of one order, and nobody else waits long meanwhile. */
const LONGEST = 300_000;

/** What a file of an order came to. */
export type OrderFile =
  | {
      readonly state: 'read';
      /** As if it had been pasted. */
      readonly text: string;
      /** Gives lines that were read from the text the articles of their rows. */
      readonly withCodes: (lines: readonly WantedLine[]) => readonly WantedLine[];
    }
  | { readonly state: 'too_large' | 'broken' };

/** Reads orders from files: workbooks and CSV as tables, all else as plain text. */
export const createOrderFiles = ({
  open,
  spool,
}: {
  /** The content of a file of this conversation; undefined: there is none. */
  open: (
    fileId: string,
    conversationId: string,
  ) => Promise<{ readonly stream: Readable; readonly size: number } | undefined>;
  spool: Spool;
}) => {
  /** Never fails for what the file is like. */
  const read = async (
    { id, name, size }: { id: string; name: string; size: number | null },
    conversationId: string,
  ): Promise<OrderFile> => {
    if (size !== null && size > LARGEST) return { state: 'too_large' };
    const content = await open(id, conversationId);
    if (!content) return { state: 'broken' };
    try {
      await using file = await spool(content.stream, { maxBytes: LARGEST });
      const text = cut(/\.txt$/i.test(name) ? await plainText(file.path) : await tableText(file.path));
      const codes = codesIn(text);
      const withCodes = (lines: readonly WantedLine[]) =>
        lines.map((line) => {
          const code = codes.get(line.said.trim());
          return code === undefined ? line : { ...line, code };
        });
      return { state: 'read', text, withCodes };
    } catch (error) {
      if (error instanceof SourceError) return { state: error.code === 'too_large' ? 'too_large' : 'broken' };
      if (error instanceof AppError && error.code === 'too_large') return { state: 'too_large' };
      throw error;
    }
  };

  return { read };
};

/** The beginning of a long text, up to the end of a line where there is one. */
const cut = (text: string): string => {
  if (text.length <= LONGEST) return text;
  const end = text.lastIndexOf('\n', LONGEST);
  return text.slice(0, end > 0 ? end : LONGEST);
};

export type OrderFiles = ReturnType<typeof createOrderFiles>;
