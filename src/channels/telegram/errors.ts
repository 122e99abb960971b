import { GrammyError, HttpError } from 'grammy';
import type { ApiError } from 'grammy/types';
import { messageOf, OuterError } from '#kernel/errors.ts';

/** What a failed call of the Bot API means (contract §3). No reason ever holds the token. */
export type Failure =
  | { readonly kind: 'limited'; readonly reason: string; readonly afterMs: number }
  | { readonly kind: 'unauthorized'; readonly reason: string }
  /** Somebody else gets the updates: a second poller, or a webhook that is set. */
  | { readonly kind: 'conflict'; readonly reason: string; readonly webhook: boolean }
  | { readonly kind: 'moved'; readonly reason: string; readonly to: string }
  /** The edit would change nothing. */
  | { readonly kind: 'unchanged'; readonly reason: string }
  /** The message cannot be edited, or is not there any more. */
  | { readonly kind: 'uneditable'; readonly reason: string }
  /** The message holds a picture and cannot become a text. */
  | { readonly kind: 'textless'; readonly reason: string }
  /** This recipient refuses us. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }
  /** No service; not done, unless something in between answered for a server that had done it. */
  | { readonly kind: 'down'; readonly reason: string; readonly maybeDone?: true }
  /** Perhaps done: the answer was lost. */
  | { readonly kind: 'doubtful'; readonly reason: string };

/** Reads whatever a call threw. */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof GrammyError) return failureOfAnswer(error);
  if (error instanceof HttpError) return unanswered(error.error);
  return { kind: 'doubtful', reason: messageOf(error) };
};

/** Reads a refusal as the Bot API answered it. */
export const failureOfAnswer = (
  answer: Pick<ApiError, 'error_code' | 'description' | 'parameters'>,
): Failure => {
  const { error_code: code, description, parameters = {} } = answer;
  const reason = `${code} ${description}`;
  const said = description.toLowerCase().replace(/^[a-z ]+: /, '');
  if (code === 429) return { kind: 'limited', reason, afterMs: (parameters.retry_after ?? 5) * 1_000 };
  // A token that is not even well-formed is answered with a bare 404.
  if (code === 401 || (code === 404 && said === 'not found')) return { kind: 'unauthorized', reason };
  if (code === 403) return { kind: 'unreachable', reason };
  if (code === 409) return { kind: 'conflict', reason, webhook: said.includes('webhook') };
  if (code === 504) return { kind: 'doubtful', reason };
  if (code >= 500) return { kind: 'down', reason, maybeDone: true };
  if (parameters.migrate_to_chat_id !== undefined)
    return { kind: 'moved', reason, to: String(parameters.migrate_to_chat_id) };
  if (said.startsWith('message is not modified')) return { kind: 'unchanged', reason };
  if (said.startsWith('there is no text in the message to edit')) return { kind: 'textless', reason };
  if (UNEDITABLE.some((start) => said.startsWith(start))) return { kind: 'uneditable', reason };
  return { kind: 'refused', reason };
};

/** A failure as it is thrown to others, for calls that may simply be made again: a lost answer is as good as none. */
export const outerErrorOf = (failure: Failure): OuterError => {
  if (failure.kind === 'limited')
    return new OuterError('telegram', 'limited', failure.reason, { afterMs: failure.afterMs });
  const down = failure.kind === 'down' || failure.kind === 'doubtful';
  return new OuterError('telegram', down ? 'down' : 'refused', failure.reason);
};

const UNEDITABLE = ['message to edit not found', "message can't be edited", 'message_id_invalid'];

/**
 * No answer of the Bot API: the connection failed, or a proxy spoke HTML in its place. The cause is
 * node-fetch's, and its message holds the address with the token: it is looked at and never repeated.
 */
const unanswered = (cause: unknown): Failure => {
  const { type, code, message } = (cause instanceof Error ? cause : {}) as {
    type?: unknown;
    code?: unknown;
    message?: string;
  };
  const said = message ?? '';
  if (type === 'invalid-json')
    return /Unexpected token '?</.test(said)
      ? { kind: 'down', reason: 'a web page came in place of an answer', maybeDone: true }
      : { kind: 'doubtful', reason: 'the answer was cut off' };
  const name = typeof code === 'string' ? code : 'no answer';
  const neverConnected =
    NEVER_CONNECTED.test(name) || /reason: (connect |getaddrinfo )|before secure TLS/.test(said);
  if (neverConnected) return { kind: 'down', reason: `no connection (${name})` };
  if (/timed out/.test(said)) return { kind: 'doubtful', reason: 'no answer in time' };
  return { kind: 'doubtful', reason: `the connection broke (${name})` };
};

/** Codes of failures that come before a request can be written: connecting, names, TLS. */
const NEVER_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EMFILE|ECONNECTTIMEOUT|CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|EPROTO|\w*(SELF_SIGNED|ISSUER_CERT|LEAF_SIGNATURE)\w*)$/;
