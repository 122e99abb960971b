import type { Check } from '#modules/office/index.ts';
import type { ReplicaState } from './message.ts';

/** The index of this process as a part of the office: ill while nothing answers queries. */
export const searchCheck = ({ state }: { state: () => ReplicaState }): Check => ({
  part: 'search',
  look: async () => {
    const { terms: _, ...facts } = state();
    const ill = facts.state === 'down';
    return [
      { part: 'search', name: null, state: ill ? 'degraded' : 'ok', facts, cure: ill ? 'see_search' : null },
    ];
  },
});
