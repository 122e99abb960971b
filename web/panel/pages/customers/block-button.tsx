import { Button, Group, Text, Textarea } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { partTexts } from '../../parts/texts.ts';
import type { Organization } from './queries.ts';
import { customerTexts } from './texts.ts';
import { useCorrection } from './use-correction.ts';

/** The way to accept no orders of an organization, with the reason. */
export const BlockButton = ({ organization }: { readonly organization: Organization }) => {
  const texts = useTexts(customerTexts);
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  return (
    <>
      <Button variant="default" leftSection={<IconBan size={18} />} onClick={() => setAsking(true)}>
        {texts.block}
      </Button>
      {asking && (
        <Dialog title={texts.blockTitle(organization.name)} onClose={close}>
          <Form organization={organization} onClose={close} />
        </Dialog>
      )}
    </>
  );
};

const Form = ({
  organization,
  onClose,
}: {
  readonly organization: Organization;
  readonly onClose: () => void;
}) => {
  const texts = useTexts(customerTexts);
  const { cancel } = useTexts(partTexts);
  const block = useCorrection(organization.id, { onDone: onClose });
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!block.isPending && reason.trim() !== '') block.mutate({ blocked: true, reason: reason.trim() });
  };
  return (
    <form className="customers-form" onSubmit={submit}>
      <Text>{texts.blockMeans}</Text>
      <Textarea
        label={texts.reason}
        description={texts.reasonHint}
        value={reason}
        maxLength={500}
        rows={2}
        required
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {cancel}
        </Button>
        <Button type="submit" color="red" disabled={reason.trim() === ''} loading={block.isPending}>
          {texts.block}
        </Button>
      </Group>
    </form>
  );
};
