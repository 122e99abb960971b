import { type ReactNode, useId } from 'react';

/** A part of the dashboard with a heading. */
export const Card = ({
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
    <section className="dashboard-card" aria-labelledby={id}>
      <div className="dashboard-card-head">
        <h2 id={id}>{title}</h2>
        {beside}
      </div>
      {children}
    </section>
  );
};
