import { Badge, Button } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { TimeAgo } from '../../parts/time.tsx';
import { toast } from '../../parts/toasts.tsx';
import { Card } from './card.tsx';
import { deviceOf } from './device.ts';
import { sessionsQuery } from './queries.ts';
import { RowsSkeleton } from './rows-skeleton.tsx';
import { accountTexts } from './texts.ts';

const MOBILE = ['iPhone', 'iPad', 'Android'];

/** Where the person is logged in, and the way out of there. */
export const SessionsCard = () => {
  const texts = useTexts(accountTexts);
  const sessions = useQuery(sessionsQuery);
  const touches = [sessionsQuery.queryKey];
  const end = useChange({
    run: (id: string) => api.DELETE('/api/v1/sessions/{id}', { params: { path: { id } } }),
    touches,
    onDone: () => toast.done(texts.sessionEnded),
  });
  const endOthers = useChange({
    run: () => answer(api.DELETE('/api/v1/sessions')),
    touches,
    onDone: ({ ended }) => toast.done(texts.othersEnded(ended)),
  });
  return (
    <Card title={texts.sessions} about={texts.sessionsAbout}>
      <Loaded query={sessions} skeleton={<RowsSkeleton />}>
        {({ items }) => (
          <>
            <ul className="account-rows">
              {items.toSorted(currentFirst).map(({ id, agent, address, seen_at, current }) => {
                const { browser, system } = deviceOf(agent);
                const device =
                  browser && system
                    ? texts.deviceOn(browser, system)
                    : (browser ?? system ?? texts.unknownDevice);
                const Icon = MOBILE.includes(system ?? '') ? IconDeviceMobile : IconDeviceDesktop;
                return (
                  <li key={id}>
                    <Icon size={22} stroke={1.5} aria-hidden="true" />
                    <div className="account-row-words">
                      <strong>{device}</strong>
                      <span className="account-soft">
                        {address} · {texts.seen} <TimeAgo at={seen_at} />
                      </span>
                    </div>
                    {current ? (
                      <Badge variant="light">{texts.here}</Badge>
                    ) : (
                      <Button
                        variant="default"
                        size="xs"
                        aria-label={texts.endSessionOf(device)}
                        disabled={end.isPending}
                        onClick={() => end.mutate(id)}
                      >
                        {texts.endSession}
                      </Button>
                    )}
                  </li>
                );
              })}
            </ul>
            {items.length > 1 && (
              <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
                {texts.endOthers}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </Card>
  );
};

const currentFirst = (a: { current: boolean }, b: { current: boolean }): number =>
  Number(b.current) - Number(a.current);
