import type { FastifyInstance } from 'fastify';
import type { Guards, RouteConfig, RouteEntry } from './route-config.ts';

/** The routes that answer an address, whatever their method; the most exact template first. */
export type RouteFinder = (path: string) => RouteEntry[];

/**
 * Refuses to register a route that names no guard or an unknown one, and keeps the list of all routes.
 * Must come before every route.
 */
export const keepRouteTable = (http: FastifyInstance, guards: Guards): RouteFinder => {
  const entries: RouteEntry[] = [];
  http.decorate('routes', () => entries);

  http.addHook('onRoute', function (route) {
    const config: Partial<RouteConfig> = { ...this.routeDefaults, ...route.config };
    const { permission, cors = false } = config;
    const name = `the route ${route.method} ${route.url}`;
    if (permission === undefined) throw new Error(`${name} declares no permission`);
    if (!Object.hasOwn(guards, permission))
      throw new Error(`${name} declares the unknown permission ${permission}`);
    route.config = { ...config, permission };
    for (const method of [route.method].flat()) entries.push({ method, url: route.url, permission, cors });
  });

  return (path) =>
    entries.filter(({ url }) => matches(url, path)).sort((a, b) => parameters(a.url) - parameters(b.url));
};

/** Registers plugins that bring routes of their own, in a scope where all routes get `config`. */
export const registerWithConfig = async (
  http: FastifyInstance,
  options: { config: RouteConfig; prefix?: string },
  plugin: (scope: FastifyInstance) => Promise<void>,
): Promise<void> => {
  const { config, prefix = '' } = options;
  await http.register(
    async (scope) => {
      scope.decorate('routeDefaults', config);
      await plugin(scope);
    },
    { prefix },
  );
};

/** Catch-all templates match nothing: they would make every unknown address a wrong method. */
const matches = (template: string, path: string): boolean => {
  const wanted = template.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((part, at) => (part.includes(':') ? given[at] !== '' : part === given[at]))
  );
};

const parameters = (template: string): number => template.split(':').length;
