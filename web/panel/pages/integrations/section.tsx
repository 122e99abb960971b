import { type ReactNode, useId } from 'react';

/** A part of the page with a heading and one thing to do. */
export const Section = ({
  title,
  about,
  action,
  children,
}: {
  readonly title: string;
  readonly about: string;
  readonly action: ReactNode;
  readonly children: ReactNode;
}) => {
  const id = useId();
  return (
    <section className="integrations-section" aria-labelledby={id}>
      <div className="integrations-head">
        <div>
          <h2 id={id}>{title}</h2>
          <p className="integrations-soft">{about}</p>
        </div>
        {action}
      </div>
      {children}
    </section>
  );
};
