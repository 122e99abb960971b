import { IconCloudOff, IconKey } from '@tabler/icons-react';
import { Link, useMatches } from '@tanstack/react-router';
import { useConnection } from '../api/connection.ts';
import { useTexts } from '../locale/locale.tsx';
import { useSession } from '../session/session.ts';
import { shellTexts } from './texts.ts';

/** What the person should know on whatever page they are. */
export const Banners = () => {
  const texts = useTexts(shellTexts);
  const { must_change: mustChange } = useSession();
  // That page says it itself, beside the fields.
  const isThere = useMatches({ select: (matches) => matches.at(-1)?.staticData.page?.name === 'account' });
  const lost = useConnection() === 'lost';
  return (
    <>
      {lost && (
        <p className="banner banner-bad">
          <IconCloudOff size={18} stroke={1.7} />
          {texts.lostBanner}
        </p>
      )}
      {mustChange && !isThere && (
        <p className="banner">
          <IconKey size={18} stroke={1.7} />
          {texts.mustChange}
          <Link to="/account">{texts.change}</Link>
        </p>
      )}
    </>
  );
};
