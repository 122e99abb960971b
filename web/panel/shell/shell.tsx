import { useSuspenseQuery } from '@tanstack/react-query';
import { Outlet, useMatches, useRouter } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { useLanguage, useTexts } from '../locale/locale.tsx';
import { PageSkeleton } from '../parts/page-skeleton.tsx';
import { OpenSession, type Session, sessionQuery, useMe } from '../session/session.ts';
import { usePagesAhead } from './ahead.ts';
import { arrive } from './arrival.ts';
import { Banners } from './banners.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { Feeds } from './feeds.tsx';
import { Header } from './header.tsx';
import { NoRights } from './no-rights.tsx';
import { Overlays } from './overlays.tsx';
import { Rail } from './rail.tsx';
import { shellTexts } from './texts.ts';

/** What is around every page of somebody who is logged in. */
export const Shell = () => {
  const session = useOpenSession();
  return <OpenSession value={session}>{session.may?.length ? <Surroundings /> : <NoRights />}</OpenSession>;
};

const Surroundings = () => {
  const texts = useTexts(shellTexts);
  const fills = useMatches({ select: (matches) => matches.at(-1)?.staticData.page?.fills ?? false });
  useOwnLanguage();
  useArrivals();
  usePagesAhead();
  return (
    <div className="shell" data-fills={fills || undefined}>
      <a className="skip" href="#main">
        {texts.skip}
      </a>
      <Rail />
      <Header />
      <main className="sheet" id="main" tabIndex={-1}>
        <Banners />
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </main>
      <BottomBar />
      <Overlays />
      <Feeds />
    </div>
  );
};

/** The session while it is open; when it is over, the route is asked again and leads to the login page. */
const useOpenSession = (): Session => {
  const { data: session } = useSuspenseQuery(sessionQuery);
  const [open, setOpen] = useState(session);
  if (session.stage === 'open' && session !== open) setOpen(session);
  const router = useRouter();
  useEffect(() => {
    if (session.stage !== 'open') void router.invalidate();
  }, [session, router]);
  return open;
};

/** The panel speaks the language of the person's card, unless they chose another here. */
const useOwnLanguage = (): void => {
  const { suggest } = useLanguage();
  const { locale } = useMe();
  useEffect(() => {
    if (locale !== null) suggest(locale);
  }, [locale, suggest]);
};

/** After a navigation to another page its heading takes the focus. */
const useArrivals = (): void => {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onBeforeNavigate', ({ fromLocation, pathChanged }) => {
        if (fromLocation && pathChanged) arrive();
      }),
    [router],
  );
};
