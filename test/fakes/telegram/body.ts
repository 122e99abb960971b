import type { IncomingMessage } from 'node:http';
import { Busboy } from '@fastify/busboy';
import { badRequest, Refusal } from './refusal.ts';
import { type SpecField, spec } from './spec.ts';
import { createUpload, type Upload } from './upload.ts';

/** The largest request the fake reads; Telegram's own limit for uploads is 50 MB. */
const MAX_BODY_BYTES = 200_000_000;
/** Bytes of one file that are kept; the rest is only counted. */
const MAX_KEPT_BYTES = 55_000_000;

/** What a request carries, before it is read in the light of a method. */
export interface Body {
  readonly values: Readonly<Record<string, unknown>>;
  /** True when every value came as text: query, urlencoded, multipart. */
  readonly textual: boolean;
  readonly uploads: ReadonlyMap<string, Upload>;
}

/** Reads query and body: JSON, urlencoded or multipart. Body values win over those of the query. */
export async function readBody(request: IncomingMessage, query: string): Promise<Body> {
  const values: Record<string, unknown> = query === '' ? {} : Object.fromEntries(new URLSearchParams(query));
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return readMultipart(request, type, values);

  const bytes = await readBytes(request);
  if (bytes.length === 0) return { values, textual: true, uploads: NO_UPLOADS };
  if (type.startsWith('application/json')) {
    return { values: { ...values, ...parseObject(bytes.toString()) }, textual: false, uploads: NO_UPLOADS };
  }
  if (type.startsWith('application/x-www-form-urlencoded')) {
    const form = Object.fromEntries(new URLSearchParams(bytes.toString()));
    return { values: { ...values, ...form }, textual: true, uploads: NO_UPLOADS };
  }
  throw badRequest(`unsupported content type "${type}"`);
}

/** The parameters of a method as the Bot API types them: texts turned into numbers, flags, objects and files. */
export function readParameters(method: string, { values, textual, uploads }: Body): Record<string, unknown> {
  const fields = spec.methods[method]?.fields ?? {};
  const parameters: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    parameters[name] =
      field && typeof value === 'string' ? fromText(name, value, field, textual, uploads) : value;
  }
  for (const [name, upload] of uploads) {
    if (fields[name]?.types.includes('InputFile')) parameters[name] = upload;
  }
  return parameters;
}

const NO_UPLOADS: ReadonlyMap<string, Upload> = new Map();

function fromText(
  name: string,
  text: string,
  { types }: SpecField,
  textual: boolean,
  uploads: Body['uploads'],
): unknown {
  if (types.includes('InputFile')) {
    return text.startsWith('attach://') ? uploads.get(text.slice('attach://'.length)) : text;
  }
  if (types.includes('String')) {
    return types.includes('Integer') && /^-?\d{1,16}$/.test(text) ? Number(text) : text;
  }
  if (types.some((type) => /^[A-Z]/.test(type) && !SCALARS.has(type))) {
    return text === '' ? undefined : parseJson(text, `can't parse "${name}" JSON object`);
  }
  if (!textual) return text;
  if (text === '') return undefined;
  if (types.includes('Boolean')) return FLAGS.get(text.toLowerCase()) ?? text;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

const SCALARS = new Set(['Integer', 'Float', 'Boolean']);
const FLAGS = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

function parseObject(text: string): Record<string, unknown> {
  const value = parseJson(text, "can't parse request body JSON object");
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw badRequest('request body must be a JSON object');
}

function parseJson(text: string, problem: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(problem);
  }
}

/** The whole body; refuses what is far beyond any limit. */
export function readBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) {
        request.removeAllListeners('data');
        request.resume();
        reject(new Refusal(413, 'Request Entity Too Large'));
      } else chunks.push(chunk);
    });
    request.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.once('error', reject);
  });
}

function readMultipart(
  request: IncomingMessage,
  type: string,
  query: Readonly<Record<string, unknown>>,
): Promise<Body> {
  return new Promise((resolve, reject) => {
    const values: Record<string, unknown> = { ...query };
    const uploads = new Map<string, Upload>();
    const fail = () => {
      request.unpipe();
      request.resume();
      reject(badRequest("can't parse multipart body"));
    };
    let parser: ReturnType<typeof Busboy>;
    try {
      parser = Busboy({ headers: { ...request.headers, 'content-type': type } });
    } catch {
      return fail();
    }
    parser.on('field', (name, value) => {
      values[name] = value;
    });
    parser.on('file', (field, stream, name, _encoding, mime) => {
      const chunks: Buffer[] = [];
      let size = 0;
      stream.on('data', (chunk: Buffer) => {
        if (size < MAX_KEPT_BYTES) chunks.push(chunk);
        size += chunk.length;
      });
      stream.on('end', () => uploads.set(field, createUpload(name, mime, Buffer.concat(chunks), size)));
    });
    parser.once('error', fail);
    parser.once('finish', () => resolve({ values, textual: true, uploads }));
    request.once('error', reject);
    request.pipe(parser);
  });
}
