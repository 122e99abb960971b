import { randomBytes } from 'node:crypto';
import type { Document, File, PhotoSize } from '@grammyjs/types';
import type { VirtualClock } from './clock.ts';
import { imageSize } from './images.ts';
import { badRequest } from './refusal.ts';
import { isUpload, type Upload } from './upload.ts';

export type FileKind = 'photo' | 'document';

/** A file on the fake's disk; `bytes` may be missing when only its size matters. */
export interface StoredFile {
  readonly id: string;
  readonly uniqueId: string;
  readonly kind: FileKind;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly bytes: Buffer | undefined;
  readonly width: number;
  readonly height: number;
}

export interface NewFile {
  readonly name?: string | undefined;
  readonly mime?: string | undefined;
  readonly bytes?: Buffer | undefined;
  readonly size?: number | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** Files of every chat. */
export interface Files {
  add(kind: FileKind, file: NewFile): StoredFile;
  /** What a bot sends: an upload, `attach://name` or a known `file_id`; refuses by size and kind. */
  resolve(kind: FileKind, input: Upload | string, uploads: ReadonlyMap<string, Upload>): StoredFile;
  /** Answers `getFile`; the link lives an hour. */
  link(fileId: string): File;
  /** The file behind a link that still lives. */
  open(path: string): StoredFile | undefined;
  get(fileId: string): StoredFile | undefined;
  photoSizes(file: StoredFile): PhotoSize[];
  clear(): void;
}

const MB = 1024 * 1024;
const MAX_UPLOAD: Readonly<Record<FileKind, number>> = { photo: 10 * MB, document: 50 * MB };
const MAX_DOWNLOAD = 20 * MB;
const LINK_MS = 3600_000;
const TITLES: Readonly<Record<FileKind, string>> = { photo: 'Photo', document: 'Document' };

export function createFiles(clock: VirtualClock): Files {
  const files = new Map<string, StoredFile>();
  const links = new Map<string, { file: StoredFile; expires: number }>();
  let lastNumber = 0;

  const add: Files['add'] = (kind, { name, mime, bytes, size, width = 1280, height = 720 }) => {
    const file: StoredFile = {
      id: `${kind === 'photo' ? 'AgACAgIAAxk' : 'BQACAgIAAxk'}${randomBytes(24).toString('base64url')}`,
      uniqueId: `AQAD${randomBytes(8).toString('base64url')}`,
      kind,
      name: name ?? (kind === 'photo' ? 'photo.jpg' : 'document.bin'),
      mime: mime ?? (kind === 'photo' ? 'image/jpeg' : 'application/octet-stream'),
      size: size ?? bytes?.length ?? 0,
      bytes,
      width,
      height,
    };
    files.set(file.id, file);
    return file;
  };

  const receive = (kind: FileKind, upload: Upload): StoredFile => {
    if (upload.size === 0) throw badRequest('file must be non-empty');
    if (upload.size > MAX_UPLOAD[kind]) {
      throw badRequest(
        `file of size ${upload.size} bytes is too big for a ${kind}; the maximum size is ${MAX_UPLOAD[kind]} bytes`,
      );
    }
    const image = kind === 'photo' ? photoSize(upload.bytes) : {};
    return add(kind, { name: upload.name, mime: upload.mime, bytes: upload.bytes, ...image });
  };

  return {
    add,
    resolve(kind, input, uploads) {
      if (isUpload(input)) return receive(kind, input);
      if (input.startsWith('attach://')) {
        const upload = uploads.get(input.slice('attach://'.length));
        if (!upload) throw badRequest(`file "${input}" is not part of the request`);
        return receive(kind, upload);
      }
      if (/^https?:\/\//.test(input)) throw badRequest('failed to get HTTP URL content');
      const file = files.get(input);
      if (!file) throw badRequest('wrong file identifier/HTTP URL specified');
      if (file.kind !== kind) {
        throw badRequest(`can't use file of type ${TITLES[file.kind]} as ${TITLES[kind]}`);
      }
      return file;
    },
    link(fileId) {
      const file = files.get(fileId);
      if (!file) throw badRequest('invalid file_id');
      if (file.size > MAX_DOWNLOAD) throw badRequest('file is too big');
      const extension = /\.[A-Za-z0-9]{1,8}$/.exec(file.name)?.[0] ?? '';
      const file_path = `${file.kind}s/file_${++lastNumber}${extension}`;
      links.set(file_path, { file, expires: clock.now() + LINK_MS });
      return { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.size, file_path };
    },
    open(path) {
      const link = links.get(path);
      return link && link.expires > clock.now() ? link.file : undefined;
    },
    get: (fileId) => files.get(fileId),
    photoSizes(file) {
      const full = sizeOf(file);
      const scale = 90 / Math.max(file.width, file.height);
      if (scale >= 1) return [full];
      const width = Math.max(1, Math.round(file.width * scale));
      const height = Math.max(1, Math.round(file.height * scale));
      return [sizeOf(add('photo', { ...file, width, height, size: Math.min(file.size, 1200) })), full];
    },
    clear() {
      files.clear();
      links.clear();
    },
  };
}

/** A file as messages show a document. */
export const documentOf = ({ id, uniqueId, name, mime, size }: StoredFile): Document => ({
  file_id: id,
  file_unique_id: uniqueId,
  file_name: name,
  mime_type: mime,
  file_size: size,
});

const sizeOf = ({ id, uniqueId, width, height, size }: StoredFile): PhotoSize => ({
  file_id: id,
  file_unique_id: uniqueId,
  width,
  height,
  file_size: size,
});

function photoSize(bytes: Buffer): { width: number; height: number } {
  const size = imageSize(bytes);
  if (!size || size.width === 0 || size.height === 0) throw badRequest('IMAGE_PROCESS_FAILED');
  const ratio = Math.max(size.width / size.height, size.height / size.width);
  if (size.width + size.height > 10_000 || ratio > 20) throw badRequest('PHOTO_INVALID_DIMENSIONS');
  return size;
}
