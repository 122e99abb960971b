import { useEffect, useState } from 'react';

/** Whether so many milliseconds have passed since this appeared. */
export const useLate = (ms: number): boolean => {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(setLate, ms, true);
    return () => clearTimeout(timer);
  }, [ms]);
  return late;
};
