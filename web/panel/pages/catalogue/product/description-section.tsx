import { useTexts } from '../../../locale/locale.tsx';
import { Section } from '../../../parts/section.tsx';
import { catalogueTexts } from '../texts.ts';

/** The description as it came: plain text with its lines. */
export const DescriptionSection = ({ description }: { readonly description: string }) => {
  const texts = useTexts(catalogueTexts);
  return (
    <Section title={texts.description}>
      {description.trim() === '' ? (
        <p className="product-soft">{texts.noDescription}</p>
      ) : (
        <p className="product-description">{description}</p>
      )}
    </Section>
  );
};
