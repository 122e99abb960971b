import { describe, expect, it } from 'vitest';
import { type ApiDocument, typesOf } from './api-types.ts';

const document = (schema: object): ApiDocument =>
  ({
    paths: {
      '/api/v1/things/{id}': {
        post: {
          parameters: [
            { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
            { name: 'q', in: 'query', schema: { type: 'string' } },
          ],
          requestBody: { required: true, content: { 'application/json': { schema } } },
          responses: {
            204: {},
            404: { content: { 'application/problem+json': { schema: { $ref: '#/x/Problem' } } } },
          },
        },
      },
      '/api/v1/things.csv': { get: { responses: {} } },
      '/api/v1/chat/messages': { get: { responses: {} } },
      '/health': { get: { responses: {} } },
    },
    components: { schemas: { Problem: { type: 'object', properties: { title: { type: 'string' } } } } },
  }) as ApiDocument;

describe('types of the API', () => {
  it.each<[object, string]>([
    [{ type: 'integer' }, 'number'],
    [{ enum: ['a', 'b'] }, '"a" | "b"'],
    [{ const: true }, 'true'],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, '(string | null)'],
    [{ type: ['string', 'null'] }, '(string | null)'],
    [{ allOf: [{ type: 'string' }, { type: 'string' }] }, '(string & string)'],
    [{ type: 'array', items: { enum: ['a', 'b'] } }, '("a" | "b")[]'],
    [{ type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] }, '[string, number]'],
    [
      { type: 'object', properties: { a: { type: 'boolean' }, 'b-c': { type: 'null' } }, required: ['a'] },
      '{ "a": boolean; "b-c"?: null; }',
    ],
    [{ type: 'object', additionalProperties: { type: 'number' } }, '{ [key: string]: number; }'],
    [{}, 'unknown'],
    [{ $ref: '#/components/schemas/schema0' }, 'unknown'],
  ])('%j is %s', (schema, type) => {
    expect(typesOf(document(schema))).toContain(
      `requestBody: { content: { "application/json": ${type}; } };`,
    );
  });

  it('say which parameters must be given', () => {
    expect(typesOf(document({}))).toContain(
      'parameters: { query?: { "q"?: string; }; header?: never; path: { "id": string; }; cookie?: never; };',
    );
  });

  it('hold answers without content and with a schema of the document', () => {
    const text = typesOf(document({}));
    expect(text).toContain('204: { headers: { [name: string]: unknown }; content?: never };');
    expect(text).toContain(`"application/problem+json": components['schemas']["Problem"];`);
  });

  it('leave out what the panel does not call', () => {
    const text = typesOf(document({}));
    expect(text).not.toMatch(/health|chat|csv/);
  });
});
