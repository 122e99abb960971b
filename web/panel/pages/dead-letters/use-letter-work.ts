import { answer, api } from '../../api/client.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { toast } from '../../parts/toasts.tsx';
import type { LetterKey } from './key.ts';
import { letterTexts } from './texts.ts';

interface Work {
  readonly what: keyof typeof CALLS;
  readonly keys: readonly LetterKey[];
}

const CALLS = {
  replay: (items: LetterKey[]) => answer(api.POST('/api/v1/dead-letters/replay', { body: { items } })),
  discard: (items: LetterKey[]) => answer(api.POST('/api/v1/dead-letters/discard', { body: { items } })),
  restore: (items: LetterKey[]) => answer(api.POST('/api/v1/dead-letters/restore', { body: { items } })),
};

/** Letters that the office takes at once. */
const AT_ONCE = 200;

/** Works letters and tells what came of it; what was discarded can be taken back from there. */
export const useLetterWork = (onDone: () => void = () => {}) => {
  const texts = useTexts(letterTexts);
  const words = { replay: texts.replayed, discard: texts.discarded, restore: texts.restored };
  const work = useChange({
    run: async ({ what, keys }: Work) => {
      const done: LetterKey[] = [];
      for (let from = 0; from < keys.length; from += AT_ONCE) {
        const items = keys
          .slice(from, from + AT_ONCE)
          .map(({ conversation_id, turn }) => ({ conversation_id, turn }));
        const answered = await CALLS[what](items);
        done.push(...answered.items.filter(({ outcome }) => outcome === 'done'));
      }
      return done;
    },
    touches: [['deadLetters'], ['office']],
    onDone: (done, { what, keys }) => {
      onDone();
      if (done.length === 0) return toast.failed(texts.settled);
      const said =
        done.length < keys.length ? texts.some(done.length, keys.length) : words[what](done.length);
      if (what === 'discard') toast.undo(said, () => work.mutate({ what: 'restore', keys: done }));
      else toast.done(said);
    },
  });
  return work;
};
