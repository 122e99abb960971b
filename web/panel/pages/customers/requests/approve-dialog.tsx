import { Autocomplete, Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answer, api } from '../../../api/client.ts';
import { useTexts } from '../../../locale/locale.tsx';
import { useChange } from '../../../parts/change.ts';
import { Dialog } from '../../../parts/dialog.tsx';
import { partTexts } from '../../../parts/texts.ts';
import { toast } from '../../../parts/toasts.tsx';
import { type AccessRequest, namedQuery, TOUCHED } from '../queries.ts';
import { customerTexts } from '../texts.ts';

interface ApproveDialogProps {
  readonly request: AccessRequest;
  readonly onClose: () => void;
}

/** Lets somebody in; where nobody knows which organization they mean, it is chosen here. */
export const ApproveDialog = (props: ApproveDialogProps) => {
  const texts = useTexts(customerTexts);
  return (
    <Dialog title={texts.approveTitle(props.request.person.name || texts.nobody)} onClose={props.onClose}>
      <Form {...props} />
    </Dialog>
  );
};

const Form = ({ request: { id, organization, words }, onClose }: ApproveDialogProps) => {
  const texts = useTexts(customerTexts);
  const { cancel } = useTexts(partTexts);
  const [name, setName] = useState(organization?.name ?? words);
  const { data: found = [] } = useQuery(namedQuery(name.trim()));
  const chosen =
    organization && organization.name === name
      ? organization
      : found.find((one) => one.name.toLowerCase() === name.trim().toLowerCase());
  const approve = useChange({
    run: (organization_id: string) =>
      answer(
        api.POST('/api/v1/shop/access-requests/{id}/approve', {
          params: { path: { id } },
          body: { organization_id },
        }),
      ),
    touches: TOUCHED,
    onDone: () => {
      toast.done(texts.approved);
      onClose();
    },
    explain: ({ code }) => (code === 'conflict' ? texts.decidedAlready : undefined),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen && !approve.isPending) approve.mutate(chosen.id);
  };
  return (
    <form className="customers-form" onSubmit={submit}>
      <Text>{texts.approveMeans}</Text>
      <Text>{texts.asked(words)}</Text>
      <Autocomplete
        label={texts.organization}
        description={texts.organizationHint}
        value={name}
        data={[...new Set(found.map((one) => one.name))]}
        filter={({ options }) => options}
        comboboxProps={{ withinPortal: false }}
        required
        data-autofocus
        onChange={setName}
      />
      <p className="customers-soft" role="status">
        {!chosen && found.length === 0 && name.trim() !== '' && texts.nothingFound}
      </p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {cancel}
        </Button>
        <Button type="submit" disabled={!chosen} loading={approve.isPending}>
          {texts.approve}
        </Button>
      </Group>
    </form>
  );
};
