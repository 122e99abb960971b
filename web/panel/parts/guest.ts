import { useTexts } from '../locale/locale.tsx';
import { partTexts } from './texts.ts';

/** What somebody without a name is called everywhere: a guest, told apart by the end of their id. */
export const useGuestName = (): ((id: string) => string) => {
  const { guest } = useTexts(partTexts);
  return (id) => guest(id.slice(-4).toUpperCase());
};
