import { isDeepStrictEqual } from 'node:util';

/** What goes wrong: see section 9.3 of the contract; `slow` only delays a good answer. */
export const FAULT_MODES = ['error', 'html502', 'drop_before', 'drop_after', 'hang', 'slow'] as const;

export type FaultMode = (typeof FAULT_MODES)[number];

export interface Fault {
  /** A method name, `*` for any, `download` for file downloads. */
  readonly method: string;
  /** A string must occur in the JSON of the parameters; an object's entries must equal parameters. */
  readonly match?: string | Readonly<Record<string, unknown>> | undefined;
  readonly code?: number | undefined;
  readonly description?: string | undefined;
  readonly retry_after?: number | undefined;
  /** How many calls it spoils. */
  readonly times: number;
  /** Real milliseconds before it strikes. */
  readonly delay_ms?: number | undefined;
  readonly mode: FaultMode;
}

/** Faults in the order they were set; the first that fits a call strikes. */
export interface Faults {
  add(fault: Fault): void;
  take(method: string, parameters: Readonly<Record<string, unknown>>): Fault | undefined;
  list(): (Fault & { readonly left: number })[];
  clear(): void;
}

export function createFaults(): Faults {
  let faults: { fault: Fault; left: number }[] = [];

  return {
    add(fault) {
      faults.push({ fault, left: fault.times });
    },
    take(method, parameters) {
      if (faults.length === 0) return undefined;
      const found = faults.find(({ fault }) => fits(fault, method, parameters));
      if (!found) return undefined;
      found.left -= 1;
      if (found.left <= 0) faults = faults.filter((one) => one !== found);
      return found.fault;
    },
    list: () => faults.map(({ fault, left }) => ({ ...fault, left })),
    clear() {
      faults = [];
    },
  };
}

function fits(fault: Fault, method: string, parameters: Readonly<Record<string, unknown>>): boolean {
  if (fault.method !== '*' && fault.method.toLowerCase() !== method.toLowerCase()) return false;
  if (fault.match === undefined) return true;
  if (typeof fault.match === 'string') return JSON.stringify(parameters).includes(fault.match);
  return Object.entries(fault.match).every(([name, value]) => isDeepStrictEqual(parameters[name], value));
}
