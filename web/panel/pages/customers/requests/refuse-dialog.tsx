import { answer, api } from '../../../api/client.ts';
import { useTexts } from '../../../locale/locale.tsx';
import { useChange } from '../../../parts/change.ts';
import { Confirm } from '../../../parts/confirm.tsx';
import { toast } from '../../../parts/toasts.tsx';
import { type AccessRequest, TOUCHED } from '../queries.ts';
import { customerTexts } from '../texts.ts';

/** Refuses somebody, who is told. */
export const RefuseDialog = ({
  request: { id, person },
  onClose,
}: {
  readonly request: AccessRequest;
  readonly onClose: () => void;
}) => {
  const texts = useTexts(customerTexts);
  const refuse = useChange({
    run: () => answer(api.POST('/api/v1/shop/access-requests/{id}/refuse', { params: { path: { id } } })),
    touches: TOUCHED,
    onDone: () => {
      toast.done(texts.refused);
      onClose();
    },
    explain: ({ code }) => (code === 'conflict' ? texts.decidedAlready : undefined),
  });
  return (
    <Confirm
      opened
      onClose={onClose}
      title={texts.refuseTitle(person.name || texts.nobody)}
      action={texts.refuse}
      busy={refuse.isPending}
      onConfirm={() => refuse.mutate()}
    >
      {texts.refuseMeans}
    </Confirm>
  );
};
