import { createServer } from 'node:net';
import { Api, GrammyError, HttpError } from 'grammy';
import { describe, expect, it } from 'vitest';
import { failureOf, outerErrorOf } from './errors.ts';

const refusal = (error_code: number, description: string, parameters: object = {}) =>
  new GrammyError('Call failed', { ok: false, error_code, description, parameters }, 'sendMessage', {});

const broken = (fields: { message: string; code?: string; type?: string }) =>
  new HttpError('Network request failed', Object.assign(new Error(fields.message), fields));

describe('answers', () => {
  it.each([
    [429, 'Too Many Requests: retry after 7', { retry_after: 7 }, { kind: 'limited', afterMs: 7_000 }],
    [429, 'Too Many Requests', {}, { kind: 'limited', afterMs: 5_000 }],
    [401, 'Unauthorized', {}, { kind: 'unauthorized' }],
    [404, 'Not Found', {}, { kind: 'unauthorized' }],
    [404, 'Not Found: method not found', {}, { kind: 'refused' }],
    [
      409,
      'Conflict: terminated by other getUpdates request; make sure …',
      {},
      { kind: 'conflict', webhook: false },
    ],
    [
      409,
      "Conflict: can't use getUpdates method while webhook is active; …",
      {},
      { kind: 'conflict', webhook: true },
    ],
    [400, 'Bad Request: message is not modified: specified new message content …', {}, { kind: 'unchanged' }],
    [400, 'Bad Request: MESSAGE IS NOT MODIFIED', {}, { kind: 'unchanged' }],
    [400, 'Bad Request: message to edit not found', {}, { kind: 'uneditable' }],
    [400, "Bad Request: message can't be edited", {}, { kind: 'uneditable' }],
    [400, 'Bad Request: MESSAGE_ID_INVALID', {}, { kind: 'uneditable' }],
    [
      400,
      'Bad Request: group chat was upgraded to a supergroup chat',
      { migrate_to_chat_id: -1_001_234 },
      { kind: 'moved', to: '-1001234' },
    ],
    [400, 'Bad Request: chat not found', {}, { kind: 'refused', reason: '400 Bad Request: chat not found' }],
    [400, 'Bad Request: BUTTON_DATA_INVALID', {}, { kind: 'refused' }],
    [400, 'Bad Request: message is too long', {}, { kind: 'refused' }],
    [400, 'Bad Request: message text is empty', {}, { kind: 'refused' }],
    [400, 'Bad Request: inline keyboard expected', {}, { kind: 'refused' }],
    [403, 'Forbidden: bot was blocked by the user', {}, { kind: 'unreachable' }],
    [403, "Forbidden: bot can't initiate conversation with a user", {}, { kind: 'unreachable' }],
    [403, 'Forbidden: user is deactivated', {}, { kind: 'unreachable' }],
    [403, 'Forbidden: bot was kicked from the supergroup chat', {}, { kind: 'unreachable' }],
    [500, 'Internal Server Error', {}, { kind: 'down', maybeDone: true }],
    [502, 'Bad Gateway', {}, { kind: 'down', maybeDone: true }],
    [504, 'Gateway Timeout', {}, { kind: 'doubtful' }],
  ])('%i %s', (code, description, parameters, failure) => {
    expect(failureOf(refusal(code, description, parameters))).toMatchObject(failure);
  });
});

describe('no answer', () => {
  it.each([
    ['ECONNREFUSED', 'request to … failed, reason: connect ECONNREFUSED 127.0.0.1:1', 'down'],
    ['ECONNREFUSED', 'request to … failed, reason: ', 'down'],
    ['ENOTFOUND', 'request to … failed, reason: getaddrinfo ENOTFOUND api.telegram.org', 'down'],
    ['EAI_AGAIN', 'request to … failed, reason: getaddrinfo EAI_AGAIN api.telegram.org', 'down'],
    ['ETIMEDOUT', 'request to … failed, reason: connect ETIMEDOUT 149.154.167.220:443', 'down'],
    ['ECONNECTTIMEOUT', 'request to … failed, reason: the connection does not stand in time', 'down'],
    ['CERT_HAS_EXPIRED', 'request to … failed, reason: certificate has expired', 'down'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'request to … failed, reason: self-signed certificate', 'down'],
    [
      'ECONNRESET',
      'request to … failed, reason: Client network socket disconnected before secure TLS connection was established',
      'down',
    ],
    ['ECONNRESET', 'request to … failed, reason: socket hang up', 'doubtful'],
    ['ECONNRESET', 'request to … failed, reason: read ECONNRESET', 'doubtful'],
    ['ETIMEDOUT', 'request to … failed, reason: read ETIMEDOUT', 'doubtful'],
    ['EPIPE', 'request to … failed, reason: write EPIPE', 'doubtful'],
    [
      'ERR_STREAM_PREMATURE_CLOSE',
      'Invalid response body while trying to fetch …: Premature close',
      'doubtful',
    ],
  ])('%s: %s', (code, message, kind) => {
    expect(failureOf(broken({ type: 'system', code, message })).kind).toBe(kind);
  });

  it.each([
    [`Unexpected token '<', "<html>\\r\\n<h"... is not valid JSON`, 'down'],
    ['Unexpected end of JSON input', 'doubtful'],
  ])('a body that is no JSON: %s', (reason, kind) => {
    const message = `invalid json response body at … reason: ${reason}`;
    expect(failureOf(broken({ type: 'invalid-json', message })).kind).toBe(kind);
  });

  it('never repeats the address, which holds the token', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const token = '123456:TEST-TOKEN-FOR-VECTOR';
    const call = (port: number) => new Api(token, { apiRoot: `http://127.0.0.1:${port}` }).getMe();
    const reset = await call(port).catch((error: unknown) => error);
    server.close();
    expect(String((reset as HttpError).error)).toContain(token);
    expect(failureOf(reset)).toMatchObject({ kind: 'doubtful' });
    expect(JSON.stringify(failureOf(reset))).not.toContain('TEST-TOKEN');
    const refused = await call(1).catch((error: unknown) => error);
    expect(failureOf(refused)).toEqual({ kind: 'down', reason: 'no connection (ECONNREFUSED)' });
  });
});

describe('as an outer error', () => {
  it.each([
    [
      { kind: 'limited', reason: 'r', afterMs: 3_000 },
      { kind: 'limited', afterMs: 3_000 },
    ],
    [{ kind: 'doubtful', reason: 'r' }, { kind: 'down' }],
    [{ kind: 'unreachable', reason: 'r' }, { kind: 'refused' }],
  ] as const)('%j', (failure, error) => {
    expect(outerErrorOf(failure)).toMatchObject({
      name: 'OuterError',
      system: 'telegram',
      message: 'r',
      ...error,
    });
  });
});
