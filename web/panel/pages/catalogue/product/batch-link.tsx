import { Link } from '@tanstack/react-router';
import { useTexts } from '../../../locale/locale.tsx';
import { catalogueTexts } from '../texts.ts';

/** Leads to the import that did something to a product. */
export const BatchLink = ({ id }: { readonly id: number }) => (
  <Link to="/imports/$id" params={{ id: String(id) }} className="product-link">
    {useTexts(catalogueTexts).batch(id)}
  </Link>
);
