import { type ReactNode, useId } from 'react';

/** A part of the page of an order. */
export const Section = ({
  title,
  beside,
  className = '',
  children,
}: {
  readonly title: string;
  readonly beside?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}) => {
  const id = useId();
  return (
    <section className={`orders-section ${className}`} aria-labelledby={id}>
      <div className="orders-section-head">
        <h2 id={id}>{title}</h2>
        {beside}
      </div>
      {children}
    </section>
  );
};
