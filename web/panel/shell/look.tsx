import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTexts } from '../locale/locale.tsx';
import { partTexts } from '../parts/texts.ts';
import { cssVariablesResolver, themeIn } from '../theme.ts';

const schemes = localStorageColorSchemeManager({ key: 'kontora.panel.scheme' });

/** Colours, type and controls for everything below; light or dark as chosen in this browser, else as the system. */
export const Look = ({ children }: { readonly children: ReactNode }) => {
  const names = useTexts(partTexts);
  const theme = useMemo(() => themeIn(names), [names]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
    >
      {children}
    </MantineProvider>
  );
};
