import { once } from 'node:events';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { checkAddress, OutgoingRefusal, type Resolve } from '#platform/outgoing/address.ts';

/** What an endpoint answered: its status; or why it could not be asked, as a machine word. */
export type Attempt = { readonly status: number } | { readonly error: string };

/**
 * Posts a body once, to nothing of our own networks but `allowHosts`, and follows no redirect; never throws. What the
 * endpoint says beside its status is not read.
 */
export const sendOnce = async (
  { url, body, headers }: { url: string; body: string; headers: Readonly<Record<string, string>> },
  { allowHosts, resolve, signal }: { allowHosts: readonly string[]; resolve: Resolve; signal: AbortSignal },
): Promise<Attempt> => {
  try {
    const target = new URL(url);
    const checked = await checkAddress(target, { allowHosts, resolve });
    const request = (target.protocol === 'https:' ? requestHttps : requestHttp)(target, {
      method: 'POST',
      agent: false,
      signal,
      lookup: (_host, { all }, answer) =>
        all ? answer(null, [checked]) : answer(null, checked.address, checked.family),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Kontora',
        ...headers,
      },
    });
    request.end(body);
    const [response] = await once(request, 'response');
    request.on('error', () => {});
    const { statusCode } = response as { statusCode?: number };
    response.destroy();
    return { status: statusCode ?? 0 };
  } catch (error) {
    if (error instanceof OutgoingRefusal) return { error: error.reason };
    return { error: signal.aborted ? 'timeout' : 'unreachable' };
  }
};
