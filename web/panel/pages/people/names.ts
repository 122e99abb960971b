import { useTexts } from '../../locale/locale.tsx';
import { useGuestName } from '../../parts/guest.ts';
import { peopleTexts } from './texts.ts';

interface Nameable {
  readonly id: string;
  readonly name: string;
  readonly erased_at: string | null;
}

/** What a person is called: by name, as erased, or as a guest with a number. */
export const useNameOf = (): ((person: Nameable) => string) => {
  const { erased } = useTexts(peopleTexts);
  const guest = useGuestName();
  return ({ id, name, erased_at: at }) => name || (at === null ? guest(id) : erased);
};

/** A phone in groups, as people read it; anything else as it is. */
export const readable = (kind: string, value: string): string =>
  kind === 'phone' ? value.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, '+7\u00a0$1\u00a0$2-$3-$4') : value;
