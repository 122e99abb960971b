import type { FastifyRequest } from 'fastify';
import type { Limit, Limiter } from './limiter.ts';

/** Lets a request in by returning; otherwise throws AppError `unauthorized` or `denied`. May set `subject`. */
export type Guard = (request: FastifyRequest) => Promise<void>;

/** Guards by the name that routes give as their permission. */
export type Guards = Readonly<Record<string, Guard>>;

/** What a route declares about itself beside method, address and schema. */
export interface RouteConfig {
  /** Name of the guard that lets a request in; `public` lets in everybody. */
  permission: string;
  /** `detail`: errors are `{"detail": …}` as the founding documents want; problem JSON otherwise. */
  errors?: 'detail';
  /** The page may be shown in a frame of any site. */
  embeddable?: boolean;
  /** Any site may call this route from a browser, without cookies. */
  cors?: boolean;
  /** Requests allowed per subject or address; `false` for webhooks, health and static files. */
  limit?: Limit | false;
}

declare module 'fastify' {
  interface FastifyContextConfig extends RouteConfig {}

  interface FastifyRequest {
    /** Who sends the request, set by the guard: the key of rate limits. Null for strangers. */
    subject: string | null;
    /** Why the request was refused, for its log line. */
    refusal: string | null;
  }

  interface FastifyInstance {
    /** Every registered route; the house test reads it. */
    routes(): readonly RouteEntry[];
    /** For routes that limit more than the number of requests. */
    limiter: Limiter;
    /** Config that the routes of a scope get where they have none: for plugins that register their own. */
    routeDefaults?: RouteConfig;
  }
}

/** One registered route and what it asks of a request. */
export interface RouteEntry {
  readonly method: string;
  /** The template, such as `/orders/:id`. */
  readonly url: string;
  readonly permission: string;
  readonly cors: boolean;
}
