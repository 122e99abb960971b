import { answer, api } from '../../../api/client.ts';
import { useTexts } from '../../../locale/locale.tsx';
import { useChange } from '../../../parts/change.ts';
import { toast } from '../../../parts/toasts.tsx';
import { useNameOf } from '../names.ts';
import { type PersonCard, TOUCHED } from '../queries.ts';
import { peopleTexts } from '../texts.ts';

interface NewBlock {
  readonly reason: string;
  /** ISO 8601; null: until somebody unblocks. */
  readonly until: string | null;
}

/** Blocks the person, then calls `onBlocked`, whatever is shown by then; "undo" ends the block again. */
export const useBlock = (person: PersonCard, onBlocked: () => void = () => {}) => {
  const texts = useTexts(peopleTexts);
  const name = useNameOf()(person);
  const params = { path: { id: person.id } };
  const unblock = useChange({
    run: () => answer(api.DELETE('/api/v1/people/{id}/block', { params })),
    touches: TOUCHED,
    onDone: () => toast.done(texts.unblockedDone(name)),
    explain: ({ code }) => (code === 'denied' ? texts.mayNotBlock : undefined),
  });
  return useChange({
    run: (body: NewBlock) => answer(api.POST('/api/v1/people/{id}/block', { params, body })),
    touches: TOUCHED,
    onDone: () => {
      onBlocked();
      toast.undo(texts.blockedDone(name), () => unblock.mutate());
    },
    explain: ({ code, fields }) =>
      code === 'conflict'
        ? texts.lastAdministrator
        : code === 'denied'
          ? texts.mayNotBlock
          : 'until' in fields
            ? texts.untilPast
            : undefined,
  });
};

/** Ends the block; what was in force comes back by "undo". */
export const useUnblock = (person: PersonCard) => {
  const texts = useTexts(peopleTexts);
  const name = useNameOf()(person);
  const block = useBlock(person);
  const { block: before } = person;
  const params = { path: { id: person.id } };
  return useChange({
    run: () => answer(api.DELETE('/api/v1/people/{id}/block', { params })),
    touches: TOUCHED,
    onDone: () =>
      toast.undo(
        texts.unblockedDone(name),
        () => before && block.mutate({ reason: before.reason, until: before.until }),
      ),
    explain: ({ code }) => (code === 'denied' ? texts.mayNotBlock : undefined),
  });
};
