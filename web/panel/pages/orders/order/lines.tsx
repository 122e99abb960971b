import { ActionIcon, Badge, Button } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { moneyIn, quantityIn } from '../../catalogue/figures.ts';
import type { OrderLine, OrderPage } from '../queries.ts';
import { orderTexts } from '../texts.ts';
import { LineDialog } from './line-dialog.tsx';
import { Section } from './section.tsx';
import { orderPageTexts } from './texts.ts';

/** What was ordered, with what is in doubt marked; a line is changed in a dialog. */
export const Lines = ({ order, mayChange }: { readonly order: OrderPage; readonly mayChange: boolean }) => {
  const texts = useTexts(orderPageTexts);
  const locale = useLocale();
  const [changing, setChanging] = useState<OrderLine | 'new'>();
  const isIncomplete = order.lines.some(({ sum }) => sum === null);
  return (
    <Section
      title={texts.lines}
      beside={
        mayChange && (
          <Button
            variant="subtle"
            size="compact-sm"
            className="orders-screen"
            leftSection={<IconPlus size={16} />}
            onClick={() => setChanging('new')}
          >
            {texts.addLine}
          </Button>
        )
      }
    >
      <div className="orders-lines" ref={reachable}>
        <table>
          <thead>
            <tr>
              <th scope="col">№</th>
              <th scope="col">{texts.product}</th>
              <th scope="col" className="orders-figure">
                {texts.qty}
              </th>
              <th scope="col" className="orders-figure">
                {texts.price}
              </th>
              <th scope="col" className="orders-figure">
                {texts.sum}
              </th>
              {mayChange && (
                <th scope="col" className="orders-screen">
                  <span className="orders-hidden">{texts.change}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {order.lines.map((line, index) => (
              <Row
                key={line.id}
                line={line}
                number={index + 1}
                onChange={mayChange ? () => setChanging(line) : undefined}
              />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={4} className="orders-figure">
                {texts.total}
              </th>
              <td className="orders-figure">
                <strong>{moneyIn(locale, order.total)}</strong>
              </td>
              {mayChange && <td className="orders-screen" />}
            </tr>
          </tfoot>
        </table>
      </div>
      {isIncomplete && <p className="orders-soft">{texts.withoutPrice}</p>}
      {changing && mayChange && (
        <LineDialog
          order={order}
          line={changing === 'new' ? undefined : changing}
          onClose={() => setChanging(undefined)}
        />
      )}
    </Section>
  );
};

const Row = ({
  line,
  number,
  onChange,
}: {
  readonly line: OrderLine;
  readonly number: number;
  readonly onChange: (() => void) | undefined;
}) => {
  const texts = useTexts(orderPageTexts);
  const { onRequest } = useTexts(orderTexts);
  const locale = useLocale();
  const { title, sku, unit, qty, price, sum, doubt, said, note, stock, product_id: productId } = line;
  const amount = (quantity: string) => `${quantityIn(locale, quantity)}${unit ? `\u00a0${unit}` : ''}`;
  const isShort = productId !== null && stock !== null && Number(stock) < Number(qty);
  return (
    <tr data-doubt={doubt ?? undefined}>
      <td>{number}</td>
      <td>
        {productId === null ? (
          title
        ) : (
          <PageLink to="product" id={String(productId)} otherwise={title}>
            {title}
          </PageLink>
        )}
        <span className="orders-marks">
          {doubt !== null && (
            <Badge variant="light" color="orange">
              {texts[doubt]}
            </Badge>
          )}
          {line.gone && (
            <Badge variant="light" color="red">
              {texts.gone}
            </Badge>
          )}
          {isShort && !line.gone && (
            <Badge variant="light" color="yellow" className="orders-screen">
              {texts.short(amount(stock))}
            </Badge>
          )}
        </span>
        {sku !== null && (
          <p className="orders-soft">
            {texts.sku} {sku}
          </p>
        )}
        {said !== null && said !== title && <p className="orders-soft">{texts.said(said)}</p>}
        {note !== '' && <p className="orders-soft">{note}</p>}
        {onChange && doubt !== null && (
          <Button
            variant="light"
            size="xs"
            className="orders-screen orders-choose"
            aria-label={texts.chooseFor(title)}
            onClick={onChange}
          >
            {texts.choose}
          </Button>
        )}
      </td>
      <td className="orders-figure">
        {amount(qty)}
        {line.qty_assumed && <p className="orders-soft">{texts.assumed}</p>}
      </td>
      <td className="orders-figure" data-price={price !== null || undefined}>
        {price === null ? onRequest : moneyIn(locale, price)}
      </td>
      <td className="orders-figure">{sum === null ? '—' : moneyIn(locale, sum)}</td>
      {onChange && (
        <td className="orders-screen">
          <ActionIcon
            variant="subtle"
            size={36}
            aria-label={texts.changeLine(title)}
            title={texts.change}
            onClick={onChange}
          >
            <IconPencil size={18} stroke={1.7} />
          </ActionIcon>
        </td>
      )}
    </tr>
  );
};

/** What scrolls must be reached by the keyboard. */
const reachable = (element: HTMLElement | null): void => {
  if (element) element.tabIndex = 0;
};
