import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import {
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSun,
  IconUserCircle,
} from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useLanguage, useTexts } from '../locale/locale.tsx';
import { useLogout } from '../session/log-out.ts';
import { useCommand } from './commands.ts';
import { overlay } from './overlay.ts';
import { shellTexts } from './texts.ts';

/** Offers in the palette what the person's own menu has. */
export const OwnCommands = () => {
  const texts = useTexts(shellTexts);
  const router = useRouter();
  const logout = useLogout();
  const { locale, choose } = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme() === 'dark';
  useCommand({
    id: 'account',
    label: texts.account,
    words: texts.accountWords,
    icon: IconUserCircle,
    run: () => router.navigate({ to: '/account' }),
  });
  useCommand({
    id: 'scheme',
    label: isDark ? texts.toLight : texts.toDark,
    icon: isDark ? IconSun : IconMoon,
    run: () => setColorScheme(isDark ? 'light' : 'dark'),
  });
  useCommand({
    id: 'language',
    label: texts.otherLanguage,
    words: texts.language,
    icon: IconLanguage,
    run: () => choose(locale === 'ru' ? 'en' : 'ru'),
  });
  useCommand({
    id: 'shortcuts',
    label: texts.shortcuts,
    icon: IconKeyboard,
    run: () => overlay.show('shortcuts'),
  });
  useCommand({ id: 'logout', label: texts.logout, icon: IconLogout, run: () => logout.mutate() });
  return null;
};
