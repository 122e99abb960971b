import { z } from 'zod';
import type { Clock } from '#kernel/time.ts';
import { type Provider, type ProviderAnswer, readCompletion } from '#modules/assistant/index.ts';
import { type Answer, askJson } from '#platform/outgoing/ask-json.ts';
import type { OpenaiConfig } from './config.ts';
import { projectOf, RUNGS, type Rung, requestFor, SPARE, type Spare } from './request.ts';
import { createRetirement } from './retirement.ts';

type Heard = Extract<Answer, { kind: 'answer' }>;
type Request = ReturnType<typeof requestFor>;
type Refusal = Pick<ProviderAnswer, 'outcome' | 'error'>;

/**
 * OpenAI, or a service that speaks as it does, as a reader of orders. What the service does not know (a way to ask for
 * JSON, a parameter) is left out, and stays out: base URL and model are the same as long as the process lives.
 */
export const createOpenai = ({
  config,
  clock,
}: {
  config: OpenaiConfig & { readonly key: string };
  clock: Clock;
}): Provider => {
  const { model, baseUrl, timeoutMs } = config;
  const headers = { authorization: `Bearer ${config.key}`, ...projectOf(model) };
  const refused = new Set<Spare>();
  let rung: Rung = 'json_schema';

  const read: Provider['read'] = async (text, signal) => {
    for (;;) {
      const body = requestFor(text, { model, rung, refused });
      const answer = await askJson({
        url: `${baseUrl}/chat/completions`,
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal,
      });
      if (answer.kind === 'failed') return without(failureOf(answer));
      if (answer.status === 200) return readCompletion(answer.json, model);
      if (!stepDown(answer, body)) return without(whyNot(answer));
    }
  };

  /**
   * Learns from a refusal what to leave out; false when it tells nothing of the kind. What is left out was in the
   * request, so that there is ever less to refuse; calls at the same time may learn the same.
   */
  const stepDown = ({ status, json, text: words }: Heard, asked: Request): boolean => {
    if (status !== 400 && status !== 422) return false;
    const { param } = complaintOf(json);
    const spare = SPARE.filter((name) => name in asked);
    const unknown = spare.find((name) => name === param) ?? spare.find((name) => words.includes(name));
    if (unknown !== undefined) {
      refused.add(unknown);
      return true;
    }
    const format = asked.response_format?.type;
    if (format === undefined || !ABOUT_FORMAT.test(`${param} ${words}`)) return false;
    const below = format === 'json_schema' ? 'json_object' : 'prompt';
    if (RUNGS.indexOf(rung) < RUNGS.indexOf(below)) rung = below;
    return true;
  };

  const without = (refusal: Refusal): ProviderAnswer => ({
    ...refusal,
    lines: [],
    model,
    tokensIn: null,
    tokensOut: null,
  });

  return {
    name: 'openai',
    model,
    timeoutMs,
    read,
    warnings: createRetirement({ model, baseUrl, headers, clock }),
  };
};

const ABOUT_FORMAT = /response_?format|json_?schema|json_?object|structured|json mode/i;

const text = z.string().nullable().catch(null).default(null);
const Complaint = z.object({ error: z.object({ param: text, code: text, type: text }) });

/** What a complaint names, where it has the shape of OpenAI's; services also complain in shapes of their own. */
const complaintOf = (json: unknown) => {
  const { param, code, type } = Complaint.safeParse(json).data?.error ?? {};
  return { param: param ?? '', code: code ?? type ?? '' };
};

const failureOf = ({ reason, detail }: Extract<Answer, { kind: 'failed' }>): Refusal =>
  reason === 'aborted'
    ? { outcome: 'timeout', error: 'no answer in time' }
    : { outcome: 'failed', error: `${reason}: ${detail}` };

const whyNot = ({ status, json }: Heard): Refusal => {
  const { code } = complaintOf(json);
  const error = `HTTP ${status}`;
  if (status === 401) return { outcome: 'unauthorized', error: `OPENAI_API_KEY is refused (${error})` };
  if (status === 402 || code === 'insufficient_quota')
    return { outcome: 'quota', error: `the quota is used up (${error})` };
  if (status === 404)
    return { outcome: 'rejected', error: `OPENAI_MODEL or OPENAI_BASE_URL is unknown (${error})` };
  if (status === 429) return { outcome: 'limited', error: `too many requests (${error})` };
  const isOurs = status === 400 || status === 413 || status === 422;
  return { outcome: isOurs ? 'rejected' : 'failed', error };
};
