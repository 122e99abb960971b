import { answer, api } from '../../api/client.ts';

/** Bytes of a file that the office takes. */
export const LARGEST = 100 * 1024 * 1024;

/** Sends a price list; `onShare` hears which share of it is on its way, from 0 to 1. */
export const uploadFile = (file: File, onShare: (share: number) => void) => {
  const form = new FormData();
  form.append('file', file);
  return answer(
    api.POST('/api/v1/shop/imports', {
      // The generated types know the form as a file alone.
      body: form as never,
      bodySerializer: (body) => body as unknown as FormData,
      fetch: (request) => sendTelling(request, onShare),
    }),
  );
};

/** What `fetch` does, by the older way that tells how much has left. */
const sendTelling = async (request: Request, onShare: (share: number) => void): Promise<Response> => {
  const body = await request.blob();
  return new Promise((resolve, reject) => {
    const sender = new XMLHttpRequest();
    sender.open(request.method, request.url);
    for (const [name, value] of request.headers) sender.setRequestHeader(name, value);
    sender.upload.onprogress = ({ loaded, total }) => onShare(total > 0 ? loaded / total : 0);
    sender.onload = () =>
      resolve(
        new Response(sender.status === 204 ? null : sender.responseText, {
          status: sender.status,
          headers: headersOf(sender),
        }),
      );
    sender.onerror = () => reject(new TypeError('the office was not reached'));
    sender.send(body);
  });
};

const headersOf = (sender: XMLHttpRequest): Headers => {
  const headers = new Headers();
  for (const line of sender.getAllResponseHeaders().trim().split('\r\n')) {
    const [name, ...value] = line.split(': ');
    if (name) headers.append(name, value.join(': '));
  }
  return headers;
};
