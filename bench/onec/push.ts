import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { request } from 'node:http';

/** What 1C hears, as far as the bench looks at it. */
export interface PushAnswer {
  readonly answer: { readonly upserted?: number; readonly received?: number };
  /** From the first byte of the request to the last of the answer. */
  readonly seconds: number;
}

/** Posts a body as 1C does. */
export const push = async (url: string, path: string): Promise<PushAnswer> => {
  const { size } = await stat(path);
  const began = performance.now();
  const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sent = request(`${url}/integrations/1c/catalog`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': size },
    });
    sent.on('error', reject).on('response', async (response) => {
      let text = '';
      for await (const piece of response.setEncoding('utf8')) text += piece;
      resolve({ status: response.statusCode ?? 0, text });
    });
    createReadStream(path).on('error', reject).pipe(sent);
  });
  const seconds = (performance.now() - began) / 1_000;
  if (status !== 200) throw new Error(`a push was answered ${status}: ${text.slice(0, 300)}`);
  return { answer: JSON.parse(text) as PushAnswer['answer'], seconds };
};

/** Starts the count of the most memory a process has held anew. */
export const forgetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, '5');

/** The most memory a process has held since then, in megabytes. */
export const peakOf = (pid: number): number => {
  const kilobytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1_024;
};
