import { type ReactNode, useId } from 'react';

/** A part of a person's page with a heading. */
export const Section = ({
  title,
  about,
  beside,
  children,
}: {
  readonly title: string;
  /** One sentence under the heading. */
  readonly about?: string;
  /** At the end of the heading's line. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}) => {
  const id = useId();
  return (
    <section className="people-section" aria-labelledby={id}>
      <div className="people-section-head">
        <div>
          <h2 id={id}>{title}</h2>
          {about !== undefined && <p className="people-soft">{about}</p>}
        </div>
        {beside}
      </div>
      {children}
    </section>
  );
};
