import { useTexts } from '../../../locale/locale.tsx';
import type { Role } from '../queries.ts';
import { RoleChoice } from '../role-choice.tsx';
import { peopleTexts } from '../texts.ts';
import { accessTexts } from './texts.ts';

/** The roles with which somebody comes into the panel: at least one. */
export const FirstRoles = ({
  wanted,
  onWanted,
}: {
  readonly wanted: readonly Role[];
  readonly onWanted: (wanted: readonly Role[]) => void;
}) => {
  const texts = useTexts(accessTexts);
  return (
    <fieldset className="people-roles">
      <legend>{useTexts(peopleTexts).roles}</legend>
      <RoleChoice wanted={wanted} onWanted={onWanted} />
      {wanted.length === 0 && <p className="people-soft">{texts.chooseRole}</p>}
    </fieldset>
  );
};
