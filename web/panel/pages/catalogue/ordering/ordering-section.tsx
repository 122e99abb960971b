import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { answer, api } from '../../../api/client.ts';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { useChange } from '../../../parts/change.ts';
import { Facts } from '../../../parts/facts.tsx';
import { Section } from '../../../parts/section.tsx';
import { toast } from '../../../parts/toasts.tsx';
import { useMay } from '../../../session/session.ts';
import { quantityIn } from '../figures.ts';
import { type ProductCard, TOUCHED } from '../queries.ts';
import { orderingTexts } from './texts.ts';

/** The least amount of the product, and what it is sold in multiples of. */
export const OrderingSection = ({ product }: { readonly product: ProductCard }) => {
  const texts = useTexts(orderingTexts);
  const locale = useLocale();
  const mayChange = useMay('catalogue.change');
  const shown = (amount: string | null) => (amount === null ? texts.anyAmount : quantityIn(locale, amount));
  return (
    <Section title={texts.title}>
      {mayChange ? (
        <OrderingForm key={`${product.order_min} ${product.order_multiple}`} product={product} />
      ) : (
        <Facts
          facts={[
            [texts.least, shown(product.order_min)],
            [texts.multiple, shown(product.order_multiple)],
          ]}
        />
      )}
    </Section>
  );
};

const OrderingForm = ({ product }: { readonly product: ProductCard }) => {
  const texts = useTexts(orderingTexts);
  const before = { least: plain(product.order_min), multiple: plain(product.order_multiple) };
  const [least, setLeast] = useState(before.least);
  const [multiple, setMultiple] = useState(before.multiple);
  const save = useChange({
    run: (body: { readonly order_min: string | null; readonly order_multiple: string | null }) =>
      answer(api.PATCH('/api/v1/shop/products/{id}', { params: { path: { id: product.id } }, body })),
    touches: TOUCHED,
    onDone: () => toast.done(texts.saved),
  });
  const [order_min, order_multiple] = [amountOf(least), amountOf(multiple)];
  const isSame = least === before.least && multiple === before.multiple;
  return (
    <form
      className="product-ordering"
      onSubmit={(event) => {
        event.preventDefault();
        if (order_min !== undefined && order_multiple !== undefined)
          save.mutate({ order_min, order_multiple });
      }}
    >
      <p className="product-soft">{texts.about}</p>
      <div className="product-pair">
        <TextInput
          label={texts.least}
          description={texts.any}
          inputMode="decimal"
          value={least}
          error={order_min === undefined ? texts.bad : undefined}
          onChange={(event) => setLeast(event.currentTarget.value)}
        />
        <TextInput
          label={texts.multiple}
          description={texts.any}
          inputMode="decimal"
          value={multiple}
          error={order_multiple === undefined ? texts.bad : undefined}
          onChange={(event) => setMultiple(event.currentTarget.value)}
        />
      </div>
      <div>
        <Button type="submit" variant="default" disabled={isSame} loading={save.isPending}>
          {texts.save}
        </Button>
      </div>
    </form>
  );
};

const plain = (amount: string | null): string =>
  amount === null ? '' : amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount;

/** A typed amount as the office takes it; null: any, undefined: none that it takes. */
const amountOf = (text: string): string | null | undefined => {
  const typed = text.replace(/[\s\u00a0]/g, '').replace(',', '.');
  if (typed === '') return null;
  return /^\d{1,9}(\.\d{1,3})?$/.test(typed) && Number(typed) > 0 ? typed : undefined;
};
