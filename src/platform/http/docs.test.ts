import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Served, serve } from './testing.ts';

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

interface OpenApi {
  openapi: string;
  info: { title: string; version: string };
  servers?: { url: string }[];
  components: { schemas: Record<string, { properties: object }> };
  paths: Record<string, Record<string, Operation>>;
}
interface Operation {
  summary?: string;
  requestBody?: { content: Record<string, { schema: unknown }> };
  parameters?: { name: string; in: string }[];
  responses: Record<string, { description: string; content?: Record<string, { schema: unknown }> }>;
  security?: unknown;
}

const started = async () => {
  served = await serve(
    (http) => {
      http.post(
        '/orders/:shop',
        {
          config: { permission: 'metrics' },
          schema: {
            summary: 'Places an order',
            params: z.object({ shop: z.string() }),
            body: z.object({ text: z.string().max(100) }),
            response: { 201: z.object({ id: z.uuid() }).describe('Placed') },
          },
        },
        async (_, reply) => reply.code(201).send({ id: crypto.randomUUID() }),
      );
      http.get('/api/v1/orders', { config: { permission: 'metrics' } }, async () => 'x');
      http.get(
        '/legacy',
        { config: { permission: 'public', errors: 'detail', limit: false } },
        async () => 'x',
      );
    },
    { publicUrl: 'https://kontora.example' },
  );
  return served;
};

describe('/docs/json', () => {
  it('documents every route from its schemas, problems included', async () => {
    const { url, http } = await started();
    const api = (await (await fetch(`${url}/docs/json`)).json()) as OpenApi;
    expect(api.info).toEqual({ title: 'Kontora', version: '1.2.3' });
    expect(api.servers).toEqual([{ url: 'https://kontora.example' }]);

    const order = api.paths['/orders/{shop}']?.post;
    expect(order?.summary).toBe('Places an order');
    expect(order?.parameters).toMatchObject([{ name: 'shop', in: 'path' }]);
    expect(order?.requestBody?.content['application/json']?.schema).toMatchObject({
      properties: { text: { type: 'string', maxLength: 100 } },
    });
    expect(Object.keys(order?.responses ?? {})).toEqual([
      '201',
      '400',
      '401',
      '403',
      '413',
      '415',
      '422',
      '429',
      '500',
      '503',
    ]);
    expect(order?.responses['422']?.content).toEqual({
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    });
    expect(Object.keys(api.components.schemas.Problem?.properties ?? {})).toContain('trace_id');
    expect(order?.security).toEqual([{ bearer: [] }]);
    expect(api.paths['/api/v1/orders']?.get?.security).toEqual([{ session: [] }]);

    const legacy = api.paths['/legacy']?.get;
    expect(Object.keys(legacy?.responses ?? {})).toEqual(['200', '500', '503']);
    expect(Object.keys(legacy?.responses['500']?.content ?? {})).toEqual(['application/json']);
    expect(legacy?.security).toBeUndefined();

    const open = http.routes().filter(({ method, url }) => method !== 'HEAD' && !url.startsWith('/docs'));
    for (const route of open) {
      const path = route.url.replaceAll(/:(\w+)/g, '{$1}');
      expect(api.paths[path]?.[route.method.toLowerCase()], `${route.method} ${route.url}`).toBeDefined();
    }
  });
});

describe('/docs', () => {
  it('is a page of our own files only, allowed by its policy', async () => {
    const { url } = await started();
    const answer = await fetch(`${url}/docs`);
    const page = await answer.text();
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(answer.status).toBe(200);
    expect(policy).toMatch(/script-src 'self'/);
    expect(policy).not.toMatch(/https:|swagger\.io|script-src[^;]*unsafe-inline|upgrade-insecure-requests/);
    expect(page).not.toMatch(/<script>(?!\s*<)|<style|https?:\/\//);
    const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file ?? '');
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) expect((await fetch(new URL(file, `${url}/docs`))).status).toBe(200);
  });
});
