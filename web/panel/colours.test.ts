import { expect, it } from 'vitest';
import { colors } from './colours.ts';

/** Relative luminance of a hex colour (WCAG 2.2). */
const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one: string, other: string): number => {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

const hues = Object.entries(colors).filter(([name]) => name !== 'dark');

it.each(hues)('%s can be read: white on it, it on white, its ink on its tint', (_, shades) => {
  expect(shades).toHaveLength(10);
  expect(contrast('#ffffff', shades[6])).toBeGreaterThanOrEqual(4.5);
  expect(contrast(shades[9], shades[1])).toBeGreaterThanOrEqual(4.5);
});

it('texts of the dark scheme can be read on its grounds', () => {
  const { dark } = colors;
  for (const ground of [dark[5], dark[6], dark[7], dark[9]])
    for (const text of [dark[0], dark[1], dark[2]])
      expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
});
