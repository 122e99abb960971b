import { cleanText, shorten } from '#kernel/text.ts';

const MAX_NAME = 120;
const MAX_ENDING = 16;

/**
 * A name that is safe to show and to save under: the last part of a path, without control characters,
 * direction marks and what Windows forbids, at most 120 UTF-16 units with its ending kept.
 */
export const cleanFileName = (given: string): string => {
  const base = cleanText(given).split(/[/\\]/).at(-1) ?? '';
  const name = base
    .replace(/[\p{Cc}\p{Zl}\p{Zp}<>:"|?*]/gu, ' ')
    // Direction marks can make `exe.jpg` of `gpj.exe`; format characters inside emoji are harmless but rare.
    .replace(/[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  if (name === '') return 'file';
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot <= MAX_ENDING ? name.slice(dot) : '';
  return shorten(name.slice(0, name.length - ending.length), MAX_NAME - ending.length) + ending;
};
