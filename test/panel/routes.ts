import { randomUUID } from 'node:crypto';
import type { Permission } from '#modules/access/index.ts';
import type { App } from '../../src/app.ts';
import { type JsonSchema, sampleOf } from './sample.ts';

/** One route of the API as the OpenAPI document describes it. */
export interface ApiRoute {
  readonly method: string;
  /** The template, such as `/api/v1/people/{id}`. */
  readonly path: string;
  /** Name of the guard; undefined: open to everybody. */
  readonly permission: Permission | 'visitor' | undefined;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: JsonSchema }[];
  readonly body: JsonSchema | undefined;
}

interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly 'x-permission'?: ApiRoute['permission'];
            readonly parameters?: ApiRoute['parameters'];
            readonly requestBody?: {
              readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>>;
            };
          }
        >
      >
    >
  >;
}

/** Every route below /api/v1 that the office publishes. */
export const routesOf = (app: App): readonly ApiRoute[] => {
  const { paths } = app.http.swagger() as unknown as Document;
  return Object.entries(paths)
    .filter(([path]) => path.startsWith('/api/v1/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        permission: operation['x-permission'],
        parameters: operation.parameters ?? [],
        body: operation.requestBody?.content['application/json']?.schema,
      })),
    );
};

/** An address of the route with ids of nothing that exists, but for those given by parameter name. */
export const addressOf = (route: ApiRoute, ids: Readonly<Record<string, string>> = {}): string =>
  route.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const schema = route.parameters.find((one) => one.in === 'path' && one.name === name)?.schema ?? {};
    const value = ids[name] ?? sampleOf(schema);
    return encodeURIComponent(String(value === '' || typeof value === 'object' ? randomUUID() : value));
  });
