import { IconLock } from '@tabler/icons-react';
import { useTexts } from '../../locale/locale.tsx';
import type { Delivery } from './queries.ts';
import { deliveryTexts } from './texts.ts';

/** The text of a message, unless it is for the recipient only. */
export const Words = ({ text }: Pick<Delivery, 'text'>) => {
  const texts = useTexts(deliveryTexts);
  if (text !== null) return <span className="delivery-words">{text || texts.noText}</span>;
  return (
    <span className="delivery-secret">
      <IconLock size={15} stroke={1.8} aria-hidden="true" />
      {texts.secret}
    </span>
  );
};
