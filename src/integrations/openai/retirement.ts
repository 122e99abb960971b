import { z } from 'zod';
import type { Clock } from '#kernel/time.ts';
import type { ProviderWarning } from '#modules/assistant/index.ts';
import { askJson } from '#platform/outgoing/ask-json.ts';

const DAY_MS = 24 * 3_600_000;
const TIMEOUT_MS = 5_000;

const Models = z.object({
  data: z.array(z.object({ id: z.string(), shutdown_date: z.string().max(40).nullable().optional() })),
});

/** When the service will shut the model down, as its list of models says; asked at most once a day. */
export const createRetirement = ({
  model,
  baseUrl,
  headers,
  clock,
}: {
  model: string;
  baseUrl: string;
  headers: Readonly<Record<string, string>>;
  clock: Clock;
}): (() => Promise<readonly ProviderWarning[]>) => {
  let known: { readonly at: number; readonly warnings: Promise<readonly ProviderWarning[]> } | undefined;

  const look = async (): Promise<readonly ProviderWarning[]> => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await askJson({ url: `${baseUrl}/models`, method: 'GET', headers, signal });
    const models = answer.kind === 'answer' ? Models.safeParse(answer.json).data?.data : undefined;
    const date = models?.find(({ id }) => id === model)?.shutdown_date;
    return date ? [{ code: 'retires', detail: date }] : [];
  };

  return () => {
    if (!known || clock.now() - known.at > DAY_MS) known = { at: clock.now(), warnings: look() };
    return known.warnings;
  };
};
