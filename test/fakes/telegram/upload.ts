const UPLOAD = Symbol('upload');

/** A file as it came in a multipart body. `size` may exceed the kept bytes: a far too big file is only counted. */
export interface Upload {
  readonly [UPLOAD]: true;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly bytes: Buffer;
  /** How the outbox shows it. */
  toJSON(): { file_name: string; mime_type: string; file_size: number };
}

/** A received file. */
export const createUpload = (name: string, mime: string, bytes: Buffer, size = bytes.length): Upload => ({
  [UPLOAD]: true,
  name,
  mime,
  size,
  bytes,
  toJSON: () => ({ file_name: name, mime_type: mime, file_size: size }),
});

/** Tells a received file from anything that JSON can hold. */
export const isUpload = (value: unknown): value is Upload =>
  typeof value === 'object' && value !== null && UPLOAD in value;
