import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { answer, api } from '../../api/client.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { Section } from '../../parts/section.tsx';
import { useMay } from '../../session/session.ts';
import { type Organization, TOUCHED } from './queries.ts';
import { customerTexts } from './texts.ts';

/** Where goods are brought to. */
export const AddressesSection = ({ organization }: { readonly organization: Organization }) => {
  const texts = useTexts(customerTexts);
  const mayChange = useMay('customers.change');
  const { id, addresses } = organization;
  const remove = useChange({
    run: (address_id: string) =>
      answer(
        api.DELETE('/api/v1/shop/organizations/{id}/addresses/{address_id}', {
          params: { path: { id, address_id } },
        }),
      ),
    touches: TOUCHED,
  });
  return (
    <Section title={texts.addresses}>
      {addresses.length === 0 && <p className="customers-soft">{texts.noAddresses}</p>}
      {addresses.length > 0 && (
        <ul className="customers-lines">
          {addresses.map((one) => (
            <li key={one.id}>
              <span className="customers-line-words">{one.address}</span>
              {mayChange && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="lg"
                  aria-label={texts.removeAddress(one.address)}
                  disabled={remove.isPending}
                  onClick={() => remove.mutate(one.id)}
                >
                  <IconX size={18} stroke={1.8} />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayChange && <NewAddress id={id} />}
    </Section>
  );
};

const NewAddress = ({ id }: { readonly id: string }) => {
  const texts = useTexts(customerTexts);
  const [address, setAddress] = useState('');
  const [wrong, setWrong] = useState(false);
  const add = useChange({
    run: () =>
      answer(
        api.POST('/api/v1/shop/organizations/{id}/addresses', {
          params: { path: { id } },
          body: { address },
        }),
      ),
    touches: TOUCHED,
    onDone: () => setAddress(''),
    explain: ({ fields }) => {
      if (!('address' in fields)) return undefined;
      setWrong(true);
      return false;
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!add.isPending && address.trim() !== '') add.mutate();
  };
  return (
    <form className="customers-new-address" onSubmit={submit}>
      <TextInput
        label={texts.address}
        value={address}
        maxLength={300}
        autoComplete="off"
        error={wrong && texts.badAddress}
        onChange={(event) => {
          setAddress(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <Button type="submit" variant="default" disabled={address.trim() === ''} loading={add.isPending}>
        {texts.addAddress}
      </Button>
    </form>
  );
};
