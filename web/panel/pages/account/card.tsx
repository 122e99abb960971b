import { type ReactNode, useId } from 'react';

/** A part of the page with a heading. */
export const Card = ({
  title,
  beside,
  about,
  children,
}: {
  readonly title: string;
  /** After the heading: a state. */
  readonly beside?: ReactNode;
  readonly about?: ReactNode;
  readonly children: ReactNode;
}) => {
  const id = useId();
  return (
    <section className="account-card" aria-labelledby={id}>
      <div className="account-card-head">
        <h2 id={id}>{title}</h2>
        {beside}
      </div>
      {about !== undefined && <p className="account-soft">{about}</p>}
      {children}
    </section>
  );
};
