import { IconPackage } from '@tabler/icons-react';
import { imageAddress } from './queries.ts';

/** The main picture of a product, small; its name stands beside it. */
export const Thumb = ({ image }: { readonly image: string | null }) => (
  <span className="product-thumb" aria-hidden="true">
    {image === null ? (
      <IconPackage size={20} stroke={1.4} />
    ) : (
      <img src={imageAddress(image)} alt="" loading="lazy" decoding="async" />
    )}
  </span>
);
