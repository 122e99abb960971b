import { useNavigate } from '@tanstack/react-router';
import { answer, api } from '../../api/client.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { toast } from '../../parts/toasts.tsx';
import { TOUCHED } from './queries.ts';
import { importTexts } from './texts.ts';

/** What somebody can do with an import: check it, load it, go back to its columns, leave it, take it back. */
export const useBatchWork = (id: number) => {
  const texts = useTexts(importTexts);
  const navigate = useNavigate();
  const path = { params: { path: { id } } };
  const preview = useChange({
    run: () => answer(api.POST('/api/v1/shop/imports/{id}/preview', path)),
    touches: TOUCHED,
  });
  const apply = useChange({
    run: (accepted: boolean) =>
      answer(api.POST('/api/v1/shop/imports/{id}/apply', { ...path, body: { accepted } })),
    touches: TOUCHED,
  });
  const reopen = useChange({
    run: () => answer(api.PUT('/api/v1/shop/imports/{id}/table', { ...path, body: {} })),
    touches: TOUCHED,
  });
  const cancel = useChange({
    run: () => answer(api.POST('/api/v1/shop/imports/{id}/cancel', path)),
    touches: TOUCHED,
    onDone: () => {
      toast.done(texts.cancelled);
      void navigate({ to: '/imports', search: {} });
    },
  });
  const undo = useChange({
    run: () => answer(api.POST('/api/v1/shop/imports/{id}/undo', path)),
    touches: TOUCHED,
    explain: ({ code }) => (code === 'conflict' ? texts.notUndoable : undefined),
  });
  return { preview, apply, reopen, cancel, undo };
};
