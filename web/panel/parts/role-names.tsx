import { useTexts } from '../locale/locale.tsx';
import { partTexts } from './texts.ts';

/** Roles as plain words with commas between. */
export const RoleNames = ({ roles }: { readonly roles: readonly string[] }) => {
  const nameOf = useRoleName();
  return <span className="role-names">{roles.map(nameOf).join(', ')}</span>;
};

/** What a role is called. */
export const useRoleName = (): ((role: string) => string) => {
  const { roles } = useTexts(partTexts);
  return (role) => roles[role as keyof typeof roles] ?? role;
};
