import { Person } from './person.tsx';

interface CorrespondentProps {
  readonly person: { readonly id: string; readonly name: string } | null;
  /** What the conversation is called where it is held. */
  readonly title: string;
  /** On one small line, as inside a table. */
  readonly small?: boolean;
}

/** Whom a conversation is with: its person, or a group by its title. */
export const Correspondent = ({ person, title, small = false }: CorrespondentProps) => {
  if (!person) return small ? title : <b>{title}</b>;
  if (small) return <Person {...person} small />;
  return <Person {...person} about={title === person.name ? undefined : title} />;
};
