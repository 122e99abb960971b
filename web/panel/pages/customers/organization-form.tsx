import { Button, Group, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { partTexts } from '../../parts/texts.ts';
import { type Organization, priceTypesQuery } from './queries.ts';
import { customerTexts } from './texts.ts';

/** What the form gives back: every field as it should be. */
export interface OrganizationFields {
  readonly name: string;
  readonly kind: 'company' | 'private';
  readonly price_type_id: number | null;
  readonly work_hours: string;
  readonly note: string;
}

const KINDS = ['company', 'private'] as const;

/** The fields of an organization; `nameError` stands under the name until it is changed. */
export const OrganizationForm = ({
  organization,
  nameError,
  busy,
  onSubmit,
  onClose,
  onName,
}: {
  readonly organization?: Organization;
  readonly nameError: string | undefined;
  readonly busy: boolean;
  readonly onSubmit: (fields: OrganizationFields) => void;
  readonly onClose: () => void;
  readonly onName: () => void;
}) => {
  const texts = useTexts(customerTexts);
  const { cancel } = useTexts(partTexts);
  const { data: priceTypes = [] } = useQuery(priceTypesQuery);
  const [name, setName] = useState(organization?.name ?? '');
  const [kind, setKind] = useState<OrganizationFields['kind']>(organization?.kind ?? 'company');
  const [priceType, setPriceType] = useState(String(organization?.price_type?.id ?? ''));
  const [workHours, setWorkHours] = useState(organization?.work_hours ?? '');
  const [note, setNote] = useState(organization?.note ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const price_type_id = priceType === '' ? null : Number(priceType);
    if (!busy) onSubmit({ name: name.trim(), kind, price_type_id, work_hours: workHours, note });
  };
  return (
    <form className="customers-form" onSubmit={submit}>
      <TextInput
        label={texts.name}
        value={name}
        maxLength={200}
        required
        data-autofocus
        autoComplete="off"
        error={nameError}
        onChange={(event) => {
          setName(event.currentTarget.value);
          onName();
        }}
      />
      <NativeSelect
        label={texts.kind}
        value={kind}
        data={KINDS.map((value) => ({ value, label: texts.kinds[value] }))}
        onChange={(event) => setKind(KINDS.find((one) => one === event.currentTarget.value) ?? kind)}
      />
      <NativeSelect
        label={texts.priceType}
        value={priceType}
        data={[
          { value: '', label: texts.usualPrices },
          ...priceTypes.map((type) => ({ value: String(type.id), label: type.name })),
        ]}
        onChange={(event) => setPriceType(event.currentTarget.value)}
      />
      <TextInput
        label={texts.workHours}
        description={texts.workHoursHint}
        value={workHours}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => setWorkHours(event.currentTarget.value)}
      />
      <Textarea
        label={texts.note}
        description={texts.noteHint}
        value={note}
        maxLength={5000}
        rows={3}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {cancel}
        </Button>
        <Button type="submit" disabled={name.trim() === ''} loading={busy}>
          {texts.save}
        </Button>
      </Group>
    </form>
  );
};
