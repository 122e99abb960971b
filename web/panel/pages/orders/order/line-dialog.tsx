import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import type { OrderLine, OrderPage } from '../queries.ts';
import { GoodsChoice } from './goods-choice.tsx';
import { orderPageTexts } from './texts.ts';
import { useEdit } from './use-edit.ts';

/** A line that is changed, or a new one: which product, how much, for how much. */
export const LineDialog = ({
  order,
  line,
  onClose,
}: {
  readonly order: OrderPage;
  readonly line: OrderLine | undefined;
  readonly onClose: () => void;
}) => {
  const texts = useTexts(orderPageTexts);
  const [product, setProduct] = useState<{ readonly id: number; readonly title: string }>();
  const [qty, setQty] = useState(line?.qty ?? '1');
  const [typedPrice, setTypedPrice] = useState<string>();
  const [note, setNote] = useState(line?.note ?? '');
  const [isTried, setTried] = useState(false);
  const { changeLine, addLine, removeLine } = useEdit(order, onClose);

  // A product that takes the place of another brings its own price, unless one is typed.
  const price = typedPrice ?? (product ? '' : (line?.price ?? ''));
  const there = product && line ? placeOf(order, product.id, line.id) : undefined;
  const asked = decimalOf(qty);
  const each = decimalOf(price);
  const isGoodQty = asked !== undefined && Number(asked) > 0;
  const isGoodPrice = price.trim() === '' || (each !== undefined && /^\d{1,10}(\.\d{1,2})?$/.test(each));
  const isKnown = line !== undefined && line.doubt === null;

  const save = (): void => {
    setTried(true);
    if (!isGoodQty || !isGoodPrice || there !== undefined) return;
    if (!line) {
      if (product) addLine.mutate({ product_id: product.id, qty: asked });
      return;
    }
    const isRepriced = typedPrice !== undefined && (product !== undefined || price !== (line.price ?? ''));
    changeLine.mutate({
      line: line.id,
      ...(product ? { product_id: product.id } : {}),
      ...(asked === line.qty ? {} : { qty: asked }),
      ...(isRepriced ? { price: price.trim() === '' ? null : (each ?? null) } : {}),
      ...(note === line.note ? {} : { note }),
    });
  };
  const isSame =
    line !== undefined &&
    product === undefined &&
    qty === line.qty &&
    price === (line.price ?? '') &&
    note === line.note;
  return (
    <Dialog
      title={line ? texts.changeLine(line.title) : texts.addLine}
      className="orders-dialog"
      onClose={onClose}
    >
      <form
        className="orders-form"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <GoodsChoice
          words={line && !isKnown ? (line.said ?? line.title) : ''}
          chosen={product}
          current={isKnown ? line.title : undefined}
          onChoose={setProduct}
        />
        {there !== undefined && (
          <p role="alert" className="orders-bad">
            {texts.alreadyThere(there)}
          </p>
        )}
        <div className="orders-pair">
          <TextInput
            label={line?.unit ? `${texts.qty}, ${line.unit}` : texts.qty}
            inputMode="decimal"
            value={qty}
            error={isTried && !isGoodQty ? texts.badQty : undefined}
            onChange={(event) => setQty(event.currentTarget.value)}
          />
          {line && (
            <TextInput
              label={texts.price}
              description={product && typedPrice === undefined ? texts.ownPrice : texts.emptyPrice}
              inputMode="decimal"
              value={price}
              error={isTried && !isGoodPrice ? texts.badPrice : undefined}
              onChange={(event) => setTypedPrice(event.currentTarget.value)}
            />
          )}
        </div>
        {line && (
          <Textarea
            label={texts.note}
            description={texts.noteHint}
            autosize
            maxLength={1_000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        )}
        <Group justify="space-between" gap="xs">
          {line && order.lines.length > 1 ? (
            <Button
              variant="subtle"
              color="red"
              loading={removeLine.isPending}
              onClick={() => removeLine.mutate(line.id)}
            >
              {texts.removeLine}
            </Button>
          ) : (
            <span />
          )}
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button
              type="submit"
              disabled={there !== undefined || (line ? isSame : product === undefined)}
              loading={changeLine.isPending || addLine.isPending}
            >
              {texts.save}
            </Button>
          </Group>
        </Group>
      </form>
    </Dialog>
  );
};

/** The number of another line with the product; an order has each product once. */
const placeOf = (order: OrderPage, productId: number, except: number): number | undefined => {
  const at = order.lines.findIndex(({ id, product_id }) => product_id === productId && id !== except);
  return at < 0 ? undefined : at + 1;
};

/** A number as people type it, as the office takes it; undefined: it is none. */
const decimalOf = (text: string): string | undefined => {
  const plain = text.replace(/[\s\u00a0]/g, '').replace(',', '.');
  return /^\d+(\.\d+)?$/.test(plain) ? plain : undefined;
};
