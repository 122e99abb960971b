import { deflateSync, gzipSync } from 'node:zlib';

/** How 1C turns its text into bytes. */
export interface Wrapping {
  readonly charset?: 'utf-8' | 'windows-1251' | 'utf-16le' | undefined;
  readonly bom?: boolean | undefined;
  readonly compression?: 'gzip' | 'deflate' | undefined;
}

/** The bytes of a text. Characters that windows-1251 lacks become a question mark, as in 1C. */
export const bytesOf = (text: string, { charset = 'utf-8', bom = false, compression }: Wrapping): Buffer => {
  const plain =
    charset === 'windows-1251'
      ? Buffer.from([...text].map((char) => WINDOWS_1251.get(char) ?? 0x3f))
      : Buffer.from(`${bom ? '\ufeff' : ''}${text}`, charset === 'utf-8' ? 'utf8' : 'utf16le');
  if (compression === 'gzip') return gzipSync(plain);
  return compression === 'deflate' ? deflateSync(plain) : plain;
};

const WINDOWS_1251 = new Map(
  [...new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))].map(
    (char, byte) => [char, byte],
  ),
);
