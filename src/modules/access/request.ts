import type { FastifyRequest } from 'fastify';
import type { Actor } from './actor.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guards of the permissions. */
    actor?: Actor;
  }
}

/** The person whom a permission's guard let in. */
export const actorOf = ({ actor }: FastifyRequest): Actor & { readonly personId: string } => {
  if (!actor?.personId) throw new Error('a route that needs an actor has another permission');
  return { ...actor, personId: actor.personId };
};
