import { IconCloudOff, IconEye, IconEyeOff } from '@tabler/icons-react';
import { useTexts } from '../../locale/locale.tsx';
import { catalogueTexts } from './texts.ts';

const ICONS = { visible: IconEye, hidden: IconEyeOff, withdrawn: IconCloudOff } as const;

interface Showable {
  readonly hidden_by_office: boolean;
  readonly withdrawn: boolean;
}

/** Whether customers see a product, and if not, who took it away; what the office did goes first. */
export const stateOf = ({ hidden_by_office, withdrawn }: Showable): keyof typeof ICONS =>
  hidden_by_office ? 'hidden' : withdrawn ? 'withdrawn' : 'visible';

/** The state of a product in a word, a colour and a picture. */
export const StateBadge = ({ product }: { readonly product: Showable }) => {
  const texts = useTexts(catalogueTexts);
  const state = stateOf(product);
  const Icon = ICONS[state];
  return (
    <span className="product-state" data-state={state} title={texts.meanings[state]}>
      <Icon size={15} stroke={1.9} aria-hidden="true" />
      {texts.states[state]}
    </span>
  );
};
