import { IconBuilding } from '@tabler/icons-react';
import { useTexts } from '../../locale/locale.tsx';
import { Person } from '../../parts/person.tsx';
import type { Entry } from './queries.ts';
import { auditTexts } from './texts.ts';

/** Who did it: a person, or the office by itself. */
export const Actor = ({ actor, small = true }: Pick<Entry, 'actor'> & { readonly small?: boolean }) => {
  const texts = useTexts(auditTexts);
  if (actor) return <Person id={actor.id} name={actor.name ?? texts.gone} small={small} />;
  return (
    <span className="audit-office">
      <IconBuilding size={18} stroke={1.7} aria-hidden="true" />
      {texts.office}
    </span>
  );
};
