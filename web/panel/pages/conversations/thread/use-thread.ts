import { useEffect, useSyncExternalStore } from 'react';
import { useDesk } from '../desk.ts';
import { listenLive } from '../live/hub.ts';
import type { Thread, ThreadState } from './thread.ts';

/** The messages of the open conversation, kept up to date; `position` is a place to show. */
export const useThread = (
  id: string,
  position: number | undefined,
): { readonly thread: Thread; readonly state: ThreadState } => {
  const thread = useDesk().threads.of(id);
  const state = useSyncExternalStore(thread.subscribe, thread.state);
  useEffect(() => {
    const { window } = thread.state();
    // Who comes back finds the newest end, unless a place was asked for.
    if (position !== undefined) void thread.open(position);
    else if (window && !window.newer) void thread.catchUp();
    else void thread.open();
  }, [thread, position]);
  useEffect(
    () =>
      listenLive((event) => {
        if (event.type === 'opened' || (event.type === 'changed' && event.id === id)) void thread.catchUp();
      }),
    [thread, id],
  );
  return { thread, state };
};
