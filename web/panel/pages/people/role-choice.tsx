import { Checkbox } from '@mantine/core';
import '@mantine/core/styles/Checkbox.layer.css';
import { ROLES } from '#modules/access/index.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useRoleName } from '../../parts/role-names.tsx';
import type { Role } from './queries.ts';
import { peopleTexts } from './texts.ts';

interface RoleChoiceProps {
  readonly wanted: readonly Role[];
  readonly onWanted: (wanted: readonly Role[]) => void;
  /** Those that the person has whatever is chosen. */
  readonly always?: readonly Role[];
  /** Why a role cannot be changed; undefined: it can. */
  readonly fixed?: (role: Role) => string | undefined;
}

/** The roles, each with what it allows, the least first. */
export const RoleChoice = ({ wanted, onWanted, always = [], fixed = () => undefined }: RoleChoiceProps) => {
  const { roleMeans } = useTexts(peopleTexts);
  const nameOf = useRoleName();
  return ROLES.toReversed().map((role) => (
    <Checkbox
      key={role}
      label={nameOf(role)}
      description={[roleMeans[role], fixed(role)].filter(Boolean).join(' ')}
      checked={wanted.includes(role) || always.includes(role)}
      disabled={fixed(role) !== undefined}
      onChange={({ currentTarget: { checked } }) =>
        onWanted(checked ? [...wanted, role] : wanted.filter((one) => one !== role))
      }
    />
  ));
};
