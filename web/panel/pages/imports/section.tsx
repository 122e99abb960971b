import { type ReactNode, useId } from 'react';

interface SectionProps {
  readonly title: string;
  readonly about?: ReactNode;
  readonly beside?: ReactNode;
  readonly children?: ReactNode;
}

/** A part of a page of imports under its heading. */
export const Section = ({ title, about, beside, children }: SectionProps) => {
  const id = useId();
  return (
    <section className="import-card" aria-labelledby={id}>
      <div className="import-card-head">
        <h2 id={id}>{title}</h2>
        {beside}
      </div>
      {about !== undefined && <p className="import-soft">{about}</p>}
      {children}
    </section>
  );
};
