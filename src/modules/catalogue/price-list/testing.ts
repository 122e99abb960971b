/** For tests: how a text may be written. */
export type TestCharset =
  | 'utf-8'
  | 'utf-8 with a mark'
  | 'windows-1251'
  | 'utf-16le'
  | 'utf-16le with a mark'
  | 'utf-16be'
  | 'utf-16be with a mark';

/** For tests: a text as bytes. */
export const encoded = (text: string, charset: TestCharset): Buffer => {
  if (charset.endsWith('with a mark'))
    return encoded(`\uFEFF${text}`, charset.replace(' with a mark', '') as TestCharset);
  if (charset === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (charset === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  if (charset === 'utf-8') return Buffer.from(text);
  return Buffer.from([...text].map((sign) => WINDOWS.indexOf(sign)));
};

const WINDOWS = [
  ...new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte)),
];
