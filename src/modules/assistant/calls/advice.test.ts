import { expect, it } from 'vitest';
import { adviceOf } from './advice.ts';

it.each([
  ['read', null, null],
  ['no_answer', 'no list of goods in the answer', null],
  ['unauthorized', 'GIGACHAT_SCOPE does not fit the key (oauth, HTTP 400, code 7)', 'check_scope'],
  ['unauthorized', 'OPENAI_API_KEY is refused (HTTP 401)', 'check_key'],
  ['quota', 'the quota is used up (HTTP 402)', 'top_up'],
  ['rejected', 'GIGACHAT_MODEL is unknown (chat, HTTP 404)', 'check_model'],
  ['rejected', 'chat, HTTP 413', null],
  ['limited', 'all streams are busy', 'allow_more_streams'],
  ['limited', 'too many requests (chat, HTTP 429)', 'wait'],
  ['timeout', 'no answer in time', 'wait'],
  ['failed', 'the certificate is not trusted (SELF_SIGNED_CERT_IN_CHAIN)', 'check_certificate'],
  ['failed', 'GIGACHAT_CA_FILE cannot be read (EACCES)', 'check_certificate'],
  ['failed', 'network: ENOTFOUND', 'check_address'],
  ['failed', 'HTTP 200 with something else than JSON', 'check_address'],
  ['failed', 'chat, HTTP 503', 'wait'],
] as const)('%s (%s): %s', (outcome, error, advice) => {
  expect(adviceOf(outcome, error)).toBe(advice);
});
