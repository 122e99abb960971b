import type { FastifyRequest } from 'fastify';
import { AppError } from '#kernel/errors.ts';
import type { Guard } from '#platform/http/route-config.ts';
import type { Visitor, Visitors } from './visitors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard `visitor`. */
    visitor?: Visitor;
  }
}

/** Lets in whoever has the token of a web chat session, as `Authorization: Bearer …`. */
export const visitorGuard =
  (visitors: Visitors): Guard =>
  async (request) => {
    const token = /^Bearer +(\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1];
    const visitor = token && (await visitors.recognise(token));
    if (!visitor) throw new AppError('unauthorized', 'no such chat session');
    request.visitor = visitor;
    request.subject = `webchat:${visitor.id}`;
  };

/** The visitor whom the guard let in. */
export const visitorOf = ({ visitor }: FastifyRequest): Visitor => {
  if (!visitor) throw new Error('a route that needs a visitor has another permission');
  return visitor;
};
