import { useEffect, useState } from 'react';
import { useLocale } from '../locale/locale.tsx';
import { durationIn } from './duration.ts';

/** Counts down what the office asked to wait: `left` in words of the language, undefined when it is over. */
export const useLock = (): {
  readonly left: string | undefined;
  until(seconds: number | undefined): void;
} => {
  const locale = useLocale();
  const [end, setEnd] = useState<number>();
  const [now, setNow] = useState(0);
  const seconds = end === undefined ? 0 : Math.ceil((end - now) / 1_000);
  useEffect(() => {
    if (end === undefined) return;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= end) setEnd(undefined);
    }, 500);
    return () => clearInterval(timer);
  }, [end]);
  return {
    left: seconds > 0 ? durationIn(locale, seconds) : undefined,
    until: (wait) => {
      setNow(Date.now());
      setEnd(wait === undefined ? undefined : Date.now() + wait * 1_000);
    },
  };
};
