/** A file as messages refer to it: `id` opens it, `size` is in bytes and null until it is known. */
export interface FileRef {
  readonly id: string;
  readonly name: string;
  readonly mime: string;
  readonly size: number | null;
}

/** A file that a channel announced and that can be fetched from `source`; nothing in it is trusted. */
export interface AnnouncedFile {
  readonly name: string;
  readonly mime: string;
  readonly size: number | null;
  readonly source: string;
}

/** Who asks for a file: an account as `channel:account`, and the conversation it takes part in. */
export interface FileReader {
  readonly account: string;
  readonly conversationId?: string | undefined;
}
