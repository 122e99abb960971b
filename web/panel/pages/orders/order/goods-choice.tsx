import { Button, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../../../locale/locale.tsx';
import { Price, Stock } from '../../catalogue/money.tsx';
import { goodsQuery } from '../queries.ts';
import { orderPageTexts } from './texts.ts';

interface Chosen {
  readonly id: number;
  readonly title: string;
}

/** Finds a product by words; shut until it is wanted where one is known already. */
export const GoodsChoice = ({
  words: first,
  chosen,
  current,
  onChoose,
}: {
  readonly words: string;
  readonly chosen: Chosen | undefined;
  /** The product as it is; undefined: none is known, one has to be found. */
  readonly current: string | undefined;
  readonly onChoose: (product: Chosen) => void;
}) => {
  const texts = useTexts(orderPageTexts);
  const [words, setWords] = useState(first);
  const [isOpen, setOpen] = useState(current === undefined);
  const found = useQuery({ ...goodsQuery(words), placeholderData: keepPreviousData });
  if (!isOpen)
    return (
      <div className="orders-chosen">
        <span>{chosen?.title ?? current}</span>
        <Button variant="subtle" size="compact-sm" onClick={() => setOpen(true)}>
          {texts.change}
        </Button>
      </div>
    );
  return (
    <div>
      <TextInput
        type="search"
        label={texts.findProduct}
        data-autofocus
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <ul className="orders-goods" aria-label={texts.choose} aria-busy={found.isFetching}>
        {found.data?.items.map(({ id, title, price, stock_qty: stock, unit }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => {
                onChoose({ id, title });
                setOpen(false);
              }}
            >
              <span>{title}</span>
              <span className="orders-soft">
                <Price price={price} /> · <Stock qty={stock} unit={unit} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {words.trim() !== '' && found.data?.items.length === 0 && (
        <p className="orders-soft">{texts.nothing}</p>
      )}
    </div>
  );
};
