/** The greeting for a name; without one, `{name}` goes and takes its comma along. */
export const greeted = (greeting: string, name: string): string =>
  name === ''
    ? greeting.replace(/^\{name\}(?:,\s*)?|,?[^\S\n]*\{name\}/gm, '').trim()
    : greeting.replaceAll('{name}', () => name);
