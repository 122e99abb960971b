import type { Check } from '../health.ts';

/** A channel or an integration that is not configured; `needs` is the setting that switches it on. */
export interface AbsentModule {
  readonly name: string;
  readonly needs: string;
}

/** What is off because its settings are unset. What is on speaks for itself. */
export const modulesCheck = ({ absent }: { absent: readonly AbsentModule[] }): Check => ({
  part: 'module',
  look: async () =>
    absent.map(({ name, needs }) => ({
      part: 'module',
      name,
      state: 'off',
      facts: { needs },
      cure: 'set_keys',
    })),
});
