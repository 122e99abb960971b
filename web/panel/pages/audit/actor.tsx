import { IconBuilding, IconTerminal2 } from '@tabler/icons-react';
import { useTexts } from '../../locale/locale.tsx';
import { Person } from '../../parts/person.tsx';
import type { Entry } from './queries.ts';
import { auditTexts } from './texts.ts';

/** Who did it: a person, somebody at the command line, or the office by itself. */
export const Actor = ({
  actor,
  channel,
  small = true,
}: Pick<Entry, 'actor' | 'channel'> & { readonly small?: boolean }) => {
  const texts = useTexts(auditTexts);
  if (actor) return <Person id={actor.id} name={actor.name ?? texts.gone} small={small} />;
  const isShell = channel === 'shell';
  const Icon = isShell ? IconTerminal2 : IconBuilding;
  return (
    <span className="audit-office">
      <Icon size={18} stroke={1.7} aria-hidden="true" />
      {isShell ? texts.channels.shell : texts.office}
    </span>
  );
};
