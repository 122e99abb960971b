import type { Role } from '#modules/access/index.ts';
import { type ConfigProblem, defineSlice, setting } from '#platform/config/slice.ts';
import { parsePhone } from './contact.ts';
import type { ConfiguredRoles } from './schema.ts';

/** Whom phones make an employee. */
export const peopleSlice = defineSlice({
  title: 'Roles by phone',
  settings: {
    ADMIN_PHONE: {
      schema: setting.text(),
      about:
        'Phones of administrators, separated by commas. Only a phone that its owner has shared from a messenger counts, never one that was typed.',
      example: '+79991234567',
    },
    MANAGER_PHONE: {
      schema: setting.text(),
      about: 'Phones of managers, likewise.',
      example: '+79991234567,+79997654321',
    },
  },
  build: (raw, problems): { readonly phones: readonly ConfiguredRoles[] } => ({
    phones: [
      ...rolesOf('ADMIN_PHONE', raw.ADMIN_PHONE, 'administrator', problems),
      ...rolesOf('MANAGER_PHONE', raw.MANAGER_PHONE, 'manager', problems),
    ],
  }),
});

const rolesOf = (
  key: string,
  list: string | undefined,
  role: Role,
  problems: ConfigProblem[],
): ConfiguredRoles[] => {
  const entries = (list ?? '').split(/[,;]/).map((entry) => entry.trim());
  const phones = new Set<string>();
  entries.forEach((entry, index) => {
    if (entry === '') return;
    const phone = parsePhone(entry);
    if (phone.ok) phones.add(phone.value);
    else
      problems.push({
        key,
        problem: `must hold phones separated by commas, like +79991234567; entry ${index + 1} is not one`,
      });
  });
  return [...phones].map((account) => ({ kind: 'phone', account, roles: [role] }));
};
