import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readableOn, readColor } from './color.ts';

const luminance = (color: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (a: string, b: string): number => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};

describe('the colour of a site', () => {
  it('is read from three or six hex digits', () => {
    expect(readColor('#0A7')).toBe('#00aa77');
    expect(readColor('2b5fd9')).toBe('#2b5fd9');
    expect(readColor(' #2B5FD9 ')).toBe('#2b5fd9');
  });

  it.each(['', 'red', '#12345', 'url(x)', '#fff;background:url(x)', undefined, null])(
    'is nothing for %s',
    (text) => {
      expect(readColor(text)).toBeUndefined();
    },
  );

  it('carries letters of at least 4.5 to 1, whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (number) => {
        const color = `#${number.toString(16).padStart(6, '0')}`;
        expect(contrast(color, readableOn(color))).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });
});
