import type { ProviderAnswer } from '#modules/assistant/index.ts';
import type { Answer } from '#platform/outgoing/ask-json.ts';

/** Why there is no answer; the words are for the panel and the log, and hold nothing secret. */
export type Refusal = Pick<ProviderAnswer, 'outcome' | 'error'>;

type Failed = Extract<Answer, { kind: 'failed' }>;

/** Of a request that got no answer at all. */
export const refusalOf = ({ reason, detail }: Failed): Refusal => {
  if (reason === 'aborted') return { outcome: 'timeout', error: 'no answer in time' };
  if (reason === 'certificate')
    return { outcome: 'failed', error: `the certificate is not trusted (${detail}): set GIGACHAT_CA_FILE` };
  return { outcome: 'failed', error: `${reason}: ${detail}` };
};
