import { cardReply } from '#dialogues/catalogue/card.ts';
import { useLocale, useTexts } from '../../../locale/locale.tsx';
import { Section } from '../../../parts/section.tsx';
import { isBelowZero } from '../figures.ts';
import { imageAddress, type ProductCard } from '../queries.ts';
import { catalogueTexts } from '../texts.ts';

/** The card of the product as the dialogue of the catalogue shows it, made by the same words. */
const ChatPreview = ({ product }: { readonly product: ProductCard }) => {
  const texts = useTexts(catalogueTexts);
  const image = product.images.find(({ stored }) => stored);
  const { text = '', buttons = [] } = cardReply(
    {
      ...product,
      packQty: product.pack_qty,
      orderMin: product.order_min,
      orderMultiple: product.order_multiple,
      stock: isBelowZero(product.stock_qty) ? '0' : product.stock_qty,
      imageId: image?.id ?? null,
      categoryId: product.category?.id ?? null,
      path: [],
    },
    useLocale(),
  );
  return (
    <Section title={texts.preview}>
      {product.hidden && <p className="product-soft">{texts.previewHidden}</p>}
      <figure className="product-chat" aria-label={texts.previewOf(product.title)}>
        <div className="product-bubble">
          {image && <img src={imageAddress(image.id)} alt="" decoding="async" />}
          <p>{text}</p>
        </div>
        {buttons.flat().map(({ label }) => (
          <span key={label} className="product-chat-button">
            {label}
          </span>
        ))}
      </figure>
    </Section>
  );
};

export default ChatPreview;
