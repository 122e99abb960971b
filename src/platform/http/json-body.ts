import type { FastifyInstance } from 'fastify';
import { HttpError } from './problems.ts';

/**
 * Leaves JSON as the one type of body that routes take without asking for more; malformed JSON is answered
 * with the place of the error where the engine knows it.
 */
export const parseJsonBodies = (http: FastifyInstance): void => {
  const parse = http.getDefaultJsonParser('error', 'error');
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') return done(encoded());
    parse(request, String(body), (error, value) =>
      done(error === null ? null : malformed(String(body)), value),
    );
  });
};

const encoded = (): HttpError =>
  new HttpError(415, 'the body must not be compressed', { headers: { 'accept-encoding': 'identity' } });

const malformed = (body: string): HttpError => {
  const position = positionOfError(body);
  const members =
    position === undefined
      ? {}
      : { position, context: body.slice(Math.max(0, position - 20), position + 20) };
  return new HttpError(400, 'Invalid JSON', { members });
};

/** Offset of the first character that cannot be right, in UTF-16 units. */
const positionOfError = (body: string): number | undefined => {
  try {
    JSON.parse(body);
    return undefined;
  } catch (error) {
    const { message } = error as SyntaxError;
    if (message.startsWith('Unexpected end')) return body.length;
    const position = /at position (\d+)/.exec(message)?.[1];
    return position === undefined ? undefined : Number(position);
  }
};
