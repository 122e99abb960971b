import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { Facts } from '../../../parts/facts.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { DateTime } from '../../../parts/time.tsx';
import { moneyIn } from '../../catalogue/figures.ts';
import { readable } from '../../people/names.ts';
import type { OrderPage } from '../queries.ts';
import { orderTexts } from '../texts.ts';
import { useDay } from '../use-day.ts';
import { Section } from './section.tsx';
import { orderPageTexts } from './texts.ts';
import { useEdit } from './use-edit.ts';

/** Who ordered, where to, when, and what they said to it. */
export const Details = ({ order, mayChange }: { readonly order: OrderPage; readonly mayChange: boolean }) => {
  const texts = useTexts(orderTexts);
  const page = useTexts(orderPageTexts);
  const locale = useLocale();
  const day = useDay();
  const [isEditing, setEditing] = useState(false);
  const { organization, person } = order;
  return (
    <Section
      title={page.details}
      beside={
        mayChange && (
          <Button
            variant="subtle"
            size="compact-sm"
            className="orders-screen"
            onClick={() => setEditing(true)}
          >
            {page.change}
          </Button>
        )
      }
    >
      <Facts
        facts={[
          [
            texts.customer,
            organization ? (
              <PageLink key="customer" to="organization" id={organization.id} otherwise={organization.name}>
                {organization.name}
              </PageLink>
            ) : (
              texts.privatePerson
            ),
          ],
          [
            texts.person,
            <PageLink key="person" to="person" id={person.id} otherwise={person.name}>
              {person.name || person.id}
            </PageLink>,
          ],
          [
            page.phone,
            order.phone !== null && (
              <a key="phone" className="orders-phone" href={`tel:${order.phone}`}>
                {readable('phone', order.phone)}
              </a>
            ),
          ],
          [texts.submitted, <DateTime key="at" at={order.submitted_at} />],
          [page.address, order.address ?? page.pickup],
          [page.day, order.delivery_on === null ? texts.asap : day(order.delivery_on)],
          [page.comment, order.comment],
          [texts.total, `${moneyIn(locale, order.total)}, ${texts.lines(order.lines.length)}`],
        ]}
      />
      {isEditing && mayChange && <DeliveryDialog order={order} onClose={() => setEditing(false)} />}
    </Section>
  );
};

const DeliveryDialog = ({ order, onClose }: { readonly order: OrderPage; readonly onClose: () => void }) => {
  const page = useTexts(orderPageTexts);
  const [address, setAddress] = useState(order.address ?? '');
  const [deliveryOn, setDeliveryOn] = useState(order.delivery_on ?? '');
  const [comment, setComment] = useState(order.comment);
  const { changeOrder } = useEdit(order, onClose);
  return (
    <Dialog title={page.editDelivery} onClose={onClose}>
      <form
        className="orders-form"
        onSubmit={(event) => {
          event.preventDefault();
          changeOrder.mutate({
            address: address.trim() === '' ? null : address.trim(),
            delivery_on: deliveryOn === '' ? null : deliveryOn,
            comment,
          });
        }}
      >
        <TextInput
          label={page.address}
          description={page.emptyAddress}
          maxLength={300}
          data-autofocus
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={page.day}
          value={deliveryOn}
          onChange={(event) => setDeliveryOn(event.currentTarget.value)}
        />
        <Textarea
          label={page.comment}
          autosize
          minRows={2}
          maxLength={1_000}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {page.cancel}
          </Button>
          <Button type="submit" loading={changeOrder.isPending}>
            {page.save}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
};
