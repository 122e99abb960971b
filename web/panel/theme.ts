import {
  type CSSVariablesResolver,
  createTheme,
  type MantineThemeOverride,
  mergeThemeOverrides,
} from '@mantine/core';
import { colors } from './colours.ts';

const SYSTEM_FONTS =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Open Sans", "Noto Color Emoji", sans-serif';

/** The look of the panel: the chat's colours, system fonts, 15 px, lines instead of shadows. */
const look = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 6, dark: 6 },
  colors,
  black: '#191c23',
  fontFamily: SYSTEM_FONTS,
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono", monospace',
  fontSizes: { xs: '0.8125rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  headings: {
    fontFamily: SYSTEM_FONTS,
    fontWeight: '650',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.25' },
      h2: { fontSize: '1.125rem', lineHeight: '1.35' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  radius: { xs: '0.25rem', sm: '0.375rem', md: '0.5rem', lg: '0.75rem', xl: '1.125rem' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: true,
  shadows: {
    xs: 'none',
    sm: '0 1px 2px #0f172a14',
    md: '0 4px 16px #0f172a1a',
    lg: '0 8px 28px #0f172a1f',
    xl: '0 16px 48px #0f172a29',
  },
});

/** The headers of dialogs are no landmarks of the page. */
const PLAIN_HEADER = { header: { role: 'presentation' } };

/** Names of the controls that have only a picture, in the language of the panel. */
export interface ControlNames {
  readonly close: string;
  readonly showPassword: string;
}

/** The look, with names for the controls that have only a picture. */
export const themeIn = ({ close, showPassword }: ControlNames): MantineThemeOverride =>
  mergeThemeOverrides(look, {
    components: {
      Anchor: { defaultProps: { underline: 'always' } },
      Badge: { defaultProps: { variant: 'light', radius: 'sm' } },
      CloseButton: { defaultProps: { 'aria-label': close } },
      Drawer: { defaultProps: { closeButtonProps: { 'aria-label': close }, attributes: PLAIN_HEADER } },
      Modal: {
        defaultProps: { closeButtonProps: { 'aria-label': close }, centered: true, attributes: PLAIN_HEADER },
      },
      PasswordInput: { defaultProps: { visibilityToggleButtonProps: { 'aria-label': showPassword } } },
      Notification: { defaultProps: { closeButtonProps: { 'aria-label': close } } },
    },
  });

/** The light variant on the dark scheme: a dim ground that is a colour still, and words of that colour. */
const DARK_TINTS = Object.fromEntries(
  Object.entries(colors).flatMap(([name, shades]) => {
    const [ground, hover, words] =
      name === 'gray' || name === 'dark'
        ? [colors.dark[5], colors.dark[4], colors.dark[1]]
        : [dimmed(shades[9], 0.6), dimmed(shades[9], 0.85), shades[2]];
    return [
      [`--mantine-color-${name}-light`, ground],
      [`--mantine-color-${name}-light-hover`, hover],
      [`--mantine-color-${name}-light-color`, words],
    ];
  }),
);

/** Our own names beside Mantine's: what `panel.css` and the pages' style sheets are written with. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--page': '#edeff3',
    '--ground': '#fff',
    '--raised': '#f6f7f9',
    '--ink': '#191c23',
    '--soft': '#5a6271',
    '--line': '#e2e5eb',
    '--edge': '#868e9c',
    '--accent': '#2b5fd9',
    '--on-accent': '#fff',
    '--link': '#2352bf',
    '--tint': '#e6edfd',
    '--on-tint': '#1d45a1',
    '--nav-tint': '#d9e4fc',
    '--nav-hover': '#e2e6ec',
    '--face-ink': '60% 28%',
    '--face-ground': '65% 92%',
    '--good': '#1a7544',
    '--good-tint': '#e3f4ea',
    '--warn': '#7a5200',
    '--warn-tint': '#fdf0d3',
    '--bad': '#b3261e',
    '--bad-tint': '#fdeceb',
    '--mantine-color-body': '#fff',
    '--mantine-color-dimmed': '#5a6271',
    '--mantine-color-default-border': '#d3d8e0',
    '--mantine-color-placeholder': '#687080',
    '--mantine-color-anchor': '#2352bf',
    '--mantine-color-error': '#b3261e',
  },
  dark: {
    '--page': '#0c0e12',
    '--ground': '#14171c',
    '--raised': '#1b1f25',
    '--ink': '#e9ecf1',
    '--soft': '#a2aab8',
    '--line': '#262b33',
    '--edge': '#757e8d',
    '--accent': '#3f6be0',
    '--on-accent': '#fff',
    '--link': '#94b4ff',
    '--tint': '#1c2740',
    '--on-tint': '#b9ccff',
    '--nav-tint': '#1c2740',
    '--nav-hover': '#171a20',
    '--face-ink': '70% 84%',
    '--face-ground': '32% 22%',
    '--good': '#7bd8a0',
    '--good-tint': '#12301f',
    '--warn': '#f0c766',
    '--warn-tint': '#352a10',
    '--bad': '#ff9d94',
    '--bad-tint': '#3b1a18',
    '--mantine-color-body': '#14171c',
    '--mantine-color-text': '#e9ecf1',
    '--mantine-color-dimmed': '#a2aab8',
    '--mantine-color-default-border': '#333a44',
    '--mantine-color-placeholder': '#8d96a5',
    '--mantine-color-anchor': '#94b4ff',
    '--mantine-color-error': '#ff9d94',
    ...DARK_TINTS,
  },
});

/** So much of a colour, the rest from the dark ground. */
function dimmed(hex: string, share: number): string {
  const parts = (text: string) => [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16));
  const ground = parts(colors.dark[7]);
  return `rgb(${parts(hex)
    .map((part, at) => Math.round(part * share + (ground[at] ?? 0) * (1 - share)))
    .join(' ')})`;
}
