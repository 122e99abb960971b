import { ActionIcon } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Section } from '../../parts/section.tsx';
import { DateTime } from '../../parts/time.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useMay } from '../../session/session.ts';
import { useNameProblem } from './name-problem.ts';
import { OrganizationForm } from './organization-form.tsx';
import type { Organization } from './queries.ts';
import { customerTexts } from './texts.ts';
import { useCorrection } from './use-correction.ts';

/** What the office knows of an organization. */
export const FactsSection = ({ organization }: { readonly organization: Organization }) => {
  const texts = useTexts(customerTexts);
  const mayChange = useMay('customers.change');
  const [editing, setEditing] = useState(false);
  const close = () => setEditing(false);
  return (
    <Section
      title={texts.facts}
      beside={
        mayChange && (
          <ActionIcon variant="subtle" size="lg" aria-label={texts.edit} onClick={() => setEditing(true)}>
            <IconPencil size={18} stroke={1.8} />
          </ActionIcon>
        )
      }
    >
      <Facts
        facts={[
          [texts.priceType, organization.price_type?.name ?? texts.usualPrices],
          [texts.workHours, organization.work_hours],
          [texts.created, <DateTime key="created" at={organization.created_at} />],
        ]}
      />
      {organization.note !== '' && (
        <div>
          <h3>{texts.note}</h3>
          <p className="customers-note">{organization.note}</p>
        </div>
      )}
      {editing && (
        <Dialog title={texts.facts} onClose={close}>
          <Editing organization={organization} onClose={close} />
        </Dialog>
      )}
    </Section>
  );
};

const Editing = ({
  organization,
  onClose,
}: {
  readonly organization: Organization;
  readonly onClose: () => void;
}) => {
  const { saved } = useTexts(customerTexts);
  const { nameError, explain, onName } = useNameProblem();
  const change = useCorrection(organization.id, {
    explain,
    onDone: () => {
      toast.done(saved);
      onClose();
    },
  });
  return (
    <OrganizationForm
      organization={organization}
      nameError={nameError}
      busy={change.isPending}
      onSubmit={change.mutate}
      onClose={onClose}
      onName={onName}
    />
  );
};
