import { answer, api } from '../../api/client.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useChange } from '../../parts/change.ts';
import { toast } from '../../parts/toasts.tsx';
import { TOUCHED } from './queries.ts';
import { catalogueTexts } from './texts.ts';

interface Wish {
  readonly what: 'hide' | 'show';
  readonly products: readonly { readonly id: number; readonly hidden_by_office: boolean }[];
}

const CALLS = {
  hide: (ids: number[]) => answer(api.POST('/api/v1/shop/products/hide', { body: { ids } })),
  show: (ids: number[]) => answer(api.POST('/api/v1/shop/products/show', { body: { ids } })),
};

/** Products that the office takes at once. */
const AT_ONCE = 1_000;

/** Hides products from customers or shows them again; the toast takes back exactly what was changed. */
export const useVisibility = (onDone: () => void = () => {}) => {
  const texts = useTexts(catalogueTexts);
  const change = useChange({
    run: async ({ what, products }: Wish) => {
      const ids = products
        .filter(({ hidden_by_office: hidden }) => hidden !== (what === 'hide'))
        .map(({ id }) => id);
      for (let from = 0; from < ids.length; from += AT_ONCE)
        await CALLS[what](ids.slice(from, from + AT_ONCE));
      return ids;
    },
    touches: TOUCHED,
    onDone: (ids, { what }) => {
      onDone();
      if (ids.length === 0) return toast.told(what === 'hide' ? texts.alreadyHidden : texts.alreadyShown);
      const back: Wish = {
        what: what === 'hide' ? 'show' : 'hide',
        products: ids.map((id) => ({ id, hidden_by_office: what === 'hide' })),
      };
      toast.undo(what === 'hide' ? texts.hidden(ids.length) : texts.shown(ids.length), () =>
        change.mutate(back),
      );
    },
  });
  return change;
};
