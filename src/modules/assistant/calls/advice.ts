import type { Outcome } from '../contract.ts';

/** What somebody can do about a provider that fails; the panel says it in words. */
export const ADVICES = [
  'check_key',
  'check_scope',
  'check_model',
  'check_certificate',
  'check_address',
  'top_up',
  'allow_more_streams',
  'wait',
] as const;
export type Advice = (typeof ADVICES)[number];

/** What to do after a call that ended so; null: nothing, the next one may be answered. */
export const adviceOf = (outcome: Outcome, error: string | null): Advice | null => {
  const says = (words: string): boolean => error?.includes(words) ?? false;
  switch (outcome) {
    case 'read':
    case 'no_answer':
      return null;
    case 'unauthorized':
      return says('GIGACHAT_SCOPE') ? 'check_scope' : 'check_key';
    case 'quota':
      return 'top_up';
    case 'rejected':
      return says('unknown') ? 'check_model' : null;
    case 'limited':
      return says('streams') ? 'allow_more_streams' : 'wait';
    case 'timeout':
      return 'wait';
    case 'failed':
      if (says('certificate') || says('GIGACHAT_CA_FILE')) return 'check_certificate';
      return says('network') || says('something else than JSON') ? 'check_address' : 'wait';
  }
};
