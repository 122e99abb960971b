/** Time of the fake: real time plus everything a test has skipped, or only what it has skipped. */
export interface VirtualClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Unix time in seconds, as the Bot API dates things. */
  seconds(): number;
  /** Runs `task` once `ms` of virtual time have passed; returns the way to call it off. */
  after(ms: number, task: () => void): () => void;
  /** Skips `ms`: everything due by then runs at once, in order. */
  advance(ms: number): void;
  /** Calls off everything that waits. */
  stop(): void;
}

interface Alarm {
  due: number;
  task: () => void;
  timer: NodeJS.Timeout | undefined;
}

/** A clock that runs with real time and can be pushed ahead; a frozen one moves only when pushed. */
export function createVirtualClock(frozen = false): VirtualClock {
  const start = Date.now();
  let skipped = 0;
  const alarms = new Set<Alarm>();
  const now = () => (frozen ? start : Date.now()) + skipped;

  const ring = (alarm: Alarm) => {
    clearTimeout(alarm.timer);
    if (alarms.delete(alarm)) alarm.task();
  };

  const arm = (alarm: Alarm) => {
    clearTimeout(alarm.timer);
    alarm.timer = frozen ? undefined : setTimeout(ring, alarm.due - now(), alarm);
  };

  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    after(ms, task) {
      const alarm: Alarm = { due: now() + ms, task, timer: undefined };
      alarms.add(alarm);
      arm(alarm);
      return () => {
        clearTimeout(alarm.timer);
        alarms.delete(alarm);
      };
    },
    advance(ms) {
      skipped += ms;
      for (const alarm of [...alarms].sort((a, b) => a.due - b.due)) {
        if (alarm.due <= now()) ring(alarm);
        else arm(alarm);
      }
    },
    stop() {
      for (const alarm of alarms) clearTimeout(alarm.timer);
      alarms.clear();
    },
  };
}
