import { IconZoomCheck } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useTexts } from '../../locale/locale.tsx';
import { useCommand } from '../../shell/commands.ts';
import { searchNames } from './names/texts.ts';

/** Offers in the palette, on every page, to check the search. */
const SearchFeed = () => {
  const router = useRouter();
  useCommand({
    id: 'search-check',
    label: useTexts(searchNames).check,
    icon: IconZoomCheck,
    run: () => router.navigate({ to: '/search' }),
  });
  return null;
};

export default SearchFeed;
