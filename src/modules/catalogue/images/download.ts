import { once } from 'node:events';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import {
  type CheckedAddress,
  checkAddress,
  OutgoingRefusal,
  type Resolve,
} from '#platform/outgoing/address.ts';
import { imageTypeOf, MOST_IMAGE_BYTES, wholeOf } from './kind.ts';

const MOST_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** What another attempt does not change. */
const FOR_GOOD = new Set([400, 401, 403, 404, 405, 406, 410, 414, 451]);

/**
 * Fetches a picture from an address that somebody else named: nothing of our own networks is asked, at most 10 MB are
 * read, and the content decides what it is. Throws OutgoingRefusal, also when the signal aborts.
 */
export const downloadImage = async (
  address: string,
  { signal, ...checks }: { allowHosts: readonly string[]; resolve: Resolve; signal: AbortSignal },
): Promise<{ readonly content: Buffer; readonly mime: string }> => {
  let url = urlOf(address);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await get(url, await checkAddress(url, checks), signal);
    try {
      const { statusCode = 0, headers } = response;
      if (!REDIRECTS.has(statusCode) || headers.location === undefined)
        return await pictureIn(response, signal);
      url = urlOf(headers.location, url);
    } finally {
      response.destroy();
    }
  }
  throw new OutgoingRefusal('too_many_redirects', { retryable: false });
};

const urlOf = (address: string, base?: URL): URL => {
  const url = URL.parse(address, base?.href);
  if (!url) throw new OutgoingRefusal('bad_address', { retryable: false });
  return url;
};

/** Connects to the address that was checked, whatever the name means by now. */
const get = async (url: URL, checked: CheckedAddress, signal: AbortSignal): Promise<IncomingMessage> => {
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
    agent: false,
    signal,
    lookup: (_host, { all }, answer) =>
      all ? answer(null, [checked]) : answer(null, checked.address, checked.family),
    headers: { accept: 'image/*', 'accept-encoding': 'identity', 'user-agent': 'Kontora' },
  });
  request.end();
  try {
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return response;
  } catch (cause) {
    throw lost(cause, signal);
  } finally {
    // What happens to the connection later is told by the response.
    request.on('error', () => {});
  }
};

const pictureIn = async (
  response: IncomingMessage,
  signal: AbortSignal,
): Promise<{ content: Buffer; mime: string }> => {
  const { statusCode = 0, headers } = response;
  if (statusCode !== 200)
    throw new OutgoingRefusal(`http_${statusCode}`, { retryable: !FOR_GOOD.has(statusCode) });
  const tooLarge = new OutgoingRefusal('too_large', { retryable: false });
  if (Number(headers['content-length']) > MOST_IMAGE_BYTES) throw tooLarge;
  const content = await wholeOf(response).catch((cause: unknown) => {
    throw new OutgoingRefusal(signal.aborted ? 'timeout' : 'cut_short', { retryable: true, cause });
  });
  if (!content) throw tooLarge;
  const mime = await imageTypeOf(content);
  // Under load or behind a login some servers answer 200 with a page.
  if (!mime) throw new OutgoingRefusal('not_a_picture', { retryable: true });
  return { content, mime };
};

const lost = (cause: unknown, signal: AbortSignal): OutgoingRefusal =>
  new OutgoingRefusal(signal.aborted ? 'timeout' : 'unreachable', { retryable: true, cause });
