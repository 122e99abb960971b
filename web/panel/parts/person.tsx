import type { ReactNode } from 'react';
import { useGuestName } from './guest.ts';
import { initialsOf } from './initials.ts';

interface PersonProps {
  /** Gives the person their colour, the same everywhere. */
  readonly id: string;
  readonly name: string | null;
  /** A small second line: phone, channel, roles. */
  readonly about?: ReactNode;
  /** Only the picture and the name on one small line, as inside a table. */
  readonly small?: boolean;
}

const COLOURS = 6;

/** A person by picture and name; who has no name is a guest with a number. */
export const Person = ({ id, name, about, small = false }: PersonProps) => {
  const guest = useGuestName();
  return (
    <span className="person" data-small={small || undefined}>
      <Face id={id} name={name} />
      <span className="person-words">
        <span className="person-name" data-nameless={!name || undefined}>
          {name || guest(id)}
        </span>
        {about !== undefined && <span className="person-about">{about}</span>}
      </span>
    </span>
  );
};

/** The letters that stand for a person, on their colour. */
export const Face = ({ id, name }: { readonly id: string; readonly name: string | null }) => (
  <span className="face" data-colour={colourOf(id)} aria-hidden="true">
    {initialsOf(name)}
  </span>
);

const colourOf = (id: string): number =>
  [...id].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973, 7) % COLOURS;
