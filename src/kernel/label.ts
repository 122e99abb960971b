/** Characters of a button that phones show without cutting it. */
const LABEL_LENGTH = 48;
/** The least that is left of a title, however long what follows it is. */
const MIN_TITLE_LENGTH = 20;

/**
 * A title with what must stand behind it. Where buttons are narrow, a long title loses words in its middle:
 * goods of one kind begin alike, and differ in the size at the end.
 */
export const labelOf = (title: string, rest: string, { narrow }: { narrow: boolean }): string =>
  `${narrow ? squeezed(title, Math.max(MIN_TITLE_LENGTH, LABEL_LENGTH - rest.length)) : title}${rest}`;

const squeezed = (title: string, length: number): string => {
  const signs = [...title];
  if (signs.length <= length) return title;
  const end = wholeWords(signs.slice(-Math.floor(length * 0.45)).reverse()).reverse();
  const start = wholeWords(signs.slice(0, length - 1 - end.length));
  return `${start.join('')}…${end.join('')}`;
};

/** As many whole words as there are, unless that would cost more than half. */
const wholeWords = (signs: readonly string[]): string[] => {
  const border = signs.lastIndexOf(' ');
  return signs.slice(0, border > signs.length / 2 ? border : signs.length);
};
