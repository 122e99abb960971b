import { OuterError } from '#kernel/errors.ts';
import type { IncomingFile } from '#modules/conversations/index.ts';
import type { Client } from './client.ts';
import { MAX_FILE_BYTES } from './content.ts';
import { failureOf, outerErrorOf } from './errors.ts';

/** Milliseconds for a whole download, and for it to begin. */
const DOWNLOAD_MS = 120_000;
const ANSWER_MS = 15_000;

/**
 * Opens a file by its Telegram id; at most 20 MB come through. Throws OuterError. The link holds the
 * token: it stays in here, and nothing that was thrown over it goes out as a cause.
 */
export const createFileFetcher =
  ({ api, token, apiRoot }: { api: Client['api']; token: string; apiRoot: string }) =>
  async ({ source }: IncomingFile): Promise<AsyncIterable<Uint8Array>> => {
    const { file_path: path, file_size: size = 0 } = await api.getFile({ file_id: source }).catch((error) => {
      throw outerErrorOf(failureOf(error));
    });
    if (path === undefined) throw new OuterError('telegram', 'refused', 'the file has no path');
    if (size > MAX_FILE_BYTES) throw tooBig();
    const link = `${apiRoot}/file/bot${token}/${path.split('/').map(encodeURIComponent).join('/')}`;
    const response = await download(link).catch(() => {
      throw brokenOff();
    });
    if (!response.ok || !response.body) {
      await response.body?.cancel().catch(() => undefined);
      const kind = response.status >= 500 ? 'down' : response.status === 429 ? 'limited' : 'refused';
      throw new OuterError('telegram', kind, `a file download was answered with ${response.status}`);
    }
    return capped(response.body);
  };

const download = async (link: string): Promise<Response> => {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), ANSWER_MS);
  const signal = AbortSignal.any([silence.signal, AbortSignal.timeout(DOWNLOAD_MS)]);
  return fetch(link, { redirect: 'error', signal }).finally(() => clearTimeout(timer));
};

async function* capped(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > MAX_FILE_BYTES) throw tooBig();
      yield chunk;
    }
  } catch (error) {
    throw error instanceof OuterError ? error : brokenOff();
  }
}

const tooBig = () => new OuterError('telegram', 'refused', `the file is larger than ${MAX_FILE_BYTES} bytes`);
const brokenOff = () => new OuterError('telegram', 'down', 'a file download broke off');
