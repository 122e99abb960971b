import type { MantineColorsTuple } from '@mantine/core';

/** Ten steps from a tint (0) to ink (9), as hex. */
const scale = (hexes: string) => hexes.split(' ') as unknown as MantineColorsTuple;

/** The accent of the web chat, which is its 6. */
const ink = scale('#eef3fe #dce6fd #b9ccf9 #94b4ff #6f94f0 #4a78e6 #2b5fd9 #2352bf #1d45a1 #17367f');
const red = scale('#fef4f3 #fee7e3 #ffcbc4 #fea69c #f7796e #de4f46 #c22d2a #a62321 #891d1b #6f1916');
const orange = scale('#fef5f0 #fee8db #fdceb2 #f5af84 #e48b53 #ca6719 #a95101 #904400 #773701 #612c01');
const yellow = scale('#fbf6ee #f8ebd7 #efd5ac #e1ba79 #cd9b3e #ae7c08 #8e6505 #785503 #644500 #513802');
const green = scale('#f2f9f3 #dff3e4 #bde5c6 #95d2a4 #68ba80 #389d5c #048342 #036f37 #025c2c #074a24');
const teal = scale('#f1f9f7 #dcf2ef #b6e4dd #88d1c7 #51b8ac #059b8f #007f74 #036b62 #035851 #014841');
const cyan = scale('#f0f8fb #dcf1f7 #b5e2ed #87cedf #51b4cb #0796af #017a8f #046879 #045564 #014552');
const violet = scale('#f7f5ff #edeafe #d9d3fe #c2b5fe #a793f3 #8a71dc #7255c2 #6047a6 #4f3a89 #40306f');
const pink = scale('#fef3f8 #ffe5ef #fec7de #f6a5c8 #e47ead #ca5890 #af3b77 #962f65 #7c2753 #642043');

/**
 * Every colour of the panel. All are evenly light step by step: white on 6 and 9 on 1 can be read (4.5 to 1 and
 * more), whatever the hue. Greys and the dark scheme carry a little of the accent.
 */
export const colors = {
  ink,
  blue: ink,
  indigo: ink,
  violet,
  grape: violet,
  pink,
  red,
  orange,
  yellow,
  lime: green,
  green,
  teal,
  cyan,
  /** 6 is soft text, 9 is text. */
  gray: scale('#f6f7f9 #edeff3 #e7eaef #dfe3e9 #c9cfd8 #868e9c #5a6271 #444b58 #2c323c #191c23'),
  /** From text (0) to the page (9). */
  dark: scale('#e9ecf1 #c6ccd6 #a2aab8 #757e8d #2f363f #23282f #1b1f25 #14171c #101318 #0c0e12'),
};
