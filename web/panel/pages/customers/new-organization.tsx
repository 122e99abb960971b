import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useNameProblem } from './name-problem.ts';
import { type OrganizationFields, OrganizationForm } from './organization-form.tsx';
import { TOUCHED } from './queries.ts';
import { customerTexts } from './texts.ts';

/** The way to add an organization; it opens once it is there. */
export const NewOrganization = () => {
  const texts = useTexts(customerTexts);
  const [adding, setAdding] = useState(false);
  const close = () => setAdding(false);
  return (
    <>
      <Button leftSection={<IconPlus size={18} />} onClick={() => setAdding(true)}>
        {texts.add}
      </Button>
      {adding && (
        <Dialog title={texts.add} onClose={close}>
          <Adding onClose={close} />
        </Dialog>
      )}
    </>
  );
};

const Adding = ({ onClose }: { readonly onClose: () => void }) => {
  const texts = useTexts(customerTexts);
  const navigate = useNavigate();
  const { nameError, explain, onName } = useNameProblem();
  const add = useChange({
    run: (body: OrganizationFields) => answer(api.POST('/api/v1/shop/organizations', { body })),
    touches: TOUCHED,
    explain,
    onDone: ({ id }) => {
      toast.done(texts.added);
      void navigate({ to: '/customers/$id', params: { id } });
    },
  });
  return (
    <OrganizationForm
      nameError={nameError}
      busy={add.isPending}
      onSubmit={add.mutate}
      onClose={onClose}
      onName={onName}
    />
  );
};
