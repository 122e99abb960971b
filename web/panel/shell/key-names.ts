const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

const NAMES: Readonly<Record<string, string>> = { mod: isMac ? '⌘' : 'Ctrl', escape: 'Esc', enter: 'Enter' };

/** What stands on a key, for `mod`, `escape`, `g`. */
export const nameOfKey = (key: string): string => NAMES[key] ?? key.toUpperCase();

/** A chord such as `mod+k`, as this computer's keyboard has it: `Ctrl K`, `⌘K`. */
export const nameOfChord = (chord: string): string =>
  chord
    .split('+')
    .map(nameOfKey)
    .join(isMac ? '' : ' ');
