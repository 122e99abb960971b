import { useState } from 'react';
import type { Problem } from '../../../api/problem.ts';
import { useTexts } from '../../../locale/locale.tsx';
import { useChange } from '../../../parts/change.ts';
import { toast } from '../../../parts/toasts.tsx';
import { editCalls, type LineWish, type OrderPage, TOUCHED } from '../queries.ts';
import { orderPageTexts } from './texts.ts';

/**
 * Changes of one order, as it was when their dialog opened. When somebody else was quicker, that is said and shown,
 * and the next try is made on what is shown then.
 */
export const useEdit = (order: Pick<OrderPage, 'id' | 'version'>, onDone: () => void) => {
  const texts = useTexts(orderPageTexts);
  const [seen, setSeen] = useState<number | undefined>(order.version);
  const { id } = order;
  const version = seen ?? order.version;
  const options = {
    touches: TOUCHED,
    explain: ({ code }: Problem) => {
      if (code !== 'conflict') return undefined;
      setSeen(undefined);
      return texts.conflict;
    },
    onDone: () => {
      toast.done(texts.saved);
      onDone();
    },
  };
  return {
    changeOrder: useChange({
      run: (wish: {
        readonly comment: string;
        readonly address: string | null;
        readonly delivery_on: string | null;
      }) => editCalls.order({ id, version, ...wish }),
      ...options,
    }),
    changeLine: useChange({
      run: ({ line, ...wish }: LineWish & { readonly line: number }) =>
        editCalls.line({ id, version, line, ...wish }),
      ...options,
    }),
    addLine: useChange({
      run: (wish: { readonly product_id: number; readonly qty: string }) =>
        editCalls.add({ id, version, ...wish }),
      ...options,
    }),
    removeLine: useChange({
      run: (line: number) => editCalls.remove({ id, version, line }),
      ...options,
    }),
  };
};
