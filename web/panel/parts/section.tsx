import { type ReactNode, useId } from 'react';
import './section.css';

/** A framed part of a page about one thing, under a heading of its own. */
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
    <section className="section" aria-labelledby={id}>
      <div className="section-head">
        <div>
          <h2 id={id}>{title}</h2>
          {about !== undefined && <p className="section-about">{about}</p>}
        </div>
        {beside}
      </div>
      {children}
    </section>
  );
};
