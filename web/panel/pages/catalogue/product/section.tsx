import { type ReactNode, useId } from 'react';

/** A part of the page of a product with a heading. */
export const Section = ({
  title,
  beside,
  children,
}: {
  readonly title: string;
  /** At the end of the heading's line. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}) => {
  const id = useId();
  return (
    <section className="product-section" aria-labelledby={id}>
      <div className="product-section-head">
        <h2 id={id}>{title}</h2>
        {beside}
      </div>
      {children}
    </section>
  );
};
