/** A site's colour as `#rrggbb`; undefined unless it is given as three or six hex digits. */
export const readColor = (text: string | null | undefined): string | undefined => {
  const digits = /^#?([\da-f]{3}|[\da-f]{6})$/i.exec(text?.trim() ?? '')?.[1];
  if (digits === undefined) return undefined;
  return `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`.toLowerCase();
};

/** Black or white, whichever reads better on `#rrggbb`; always at least 4.5 to 1 (WCAG 2.2, relative luminance). */
export const readableOn = (color: string): '#000000' | '#ffffff' => {
  const channel = (at: number): number => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  return luminance > 0.179 ? '#000000' : '#ffffff';
};
