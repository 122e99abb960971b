import { useQueryClient } from '@tanstack/react-query';
import type { Problem } from '../../../api/problem.ts';
import { useTexts } from '../../../locale/locale.tsx';
import { useChange } from '../../../parts/change.ts';
import { toast } from '../../../parts/toasts.tsx';
import { SETTLES_MS, type SynonymGroup, synonymCalls, TOUCHED } from '../queries.ts';
import { synonymTexts } from './texts.ts';

/** Told at the field of the phrases, not in a toast. */
export const isAboutPhrases = ({ code }: Problem): boolean => code === 'conflict' || code === 'invalid';

/** What may be done with synonyms; what is found by them is looked at again when every index has heard. */
export const useSynonymWork = () => {
  const texts = useTexts(synonymTexts);
  const queries = useQueryClient();
  const settle = () =>
    setTimeout(() => void queries.invalidateQueries({ queryKey: ['search', 'found'] }), SETTLES_MS);

  const save = useChange({
    run: ({ id, phrases }: { readonly id?: number | undefined; readonly phrases: readonly string[] }) =>
      id === undefined ? synonymCalls.add(phrases) : synonymCalls.change(id, phrases),
    touches: TOUCHED,
    explain: (problem) => (isAboutPhrases(problem) ? false : undefined),
    onDone: () => {
      toast.done(texts.saved);
      settle();
    },
  });
  const remove = useChange({
    run: ({ id }: SynonymGroup) => synonymCalls.remove(id),
    touches: TOUCHED,
    onDone: () => {
      toast.done(texts.removed);
      settle();
    },
  });
  const addUsual = useChange({
    run: synonymCalls.addUsual,
    touches: TOUCHED,
    onDone: ({ added }) => {
      if (added === 0) toast.told(texts.usualThere);
      else toast.done(texts.usualAdded(added));
      settle();
    },
  });
  return { save, remove, addUsual };
};
