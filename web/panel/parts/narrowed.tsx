import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Words } from './list/define-list.ts';
import './narrowed.css';

interface NarrowedProps {
  /** The filter, one that has no field of its own. */
  readonly by: string;
  /** What the list shows, as in "Only one conversation". */
  readonly label: string;
  /** The way back to all. */
  readonly all: string;
}

/** Says over a list that it shows what belongs to one thing only, and leads back. */
export const Narrowed = ({ by, label, all }: NarrowedProps) => (
  <div className="narrowed">
    {label}
    <Button
      variant="default"
      size="xs"
      renderRoot={(props) => (
        <Link
          {...props}
          to="."
          search={(before: Words) => ({ ...before, [by]: undefined, page: undefined })}
        />
      )}
    >
      {all}
    </Button>
  </div>
);
