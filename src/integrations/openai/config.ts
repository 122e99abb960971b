import { defineSlice, setting } from '#platform/config/slice.ts';

/** What the settings of OpenAI, or of a service that speaks as it does, come to. */
export interface OpenaiConfig {
  /** Absent: it is not asked. */
  readonly key: string | undefined;
  readonly model: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
}

const OLD_MODEL = 'gpt-4o-mini';
const USUAL_MODEL = 'gpt-6-luna';
const TIMEOUT_MS = 20_000;

/** The settings of OpenAI. */
export const openaiSlice = defineSlice({
  title: 'OpenAI',
  settings: {
    OPENAI_API_KEY: {
      schema: setting.text(),
      about:
        'The key of OpenAI or of a service that speaks as it does, asked where GigaChat is absent or fails. Unset: not asked.',
      secret: true,
    },
    OPENAI_MODEL: {
      schema: setting.text(),
      about: 'The model. gpt-4o-mini is shut down on 2027-01-14.',
      example: USUAL_MODEL,
    },
    OPENAI_BASE_URL: {
      schema: setting.url('https://api.openai.com/v1'),
      about: 'Where it answers: OpenAI itself, or Ollama, vLLM, Yandex and others in its shape.',
      example: 'http://localhost:11434/v1',
    },
  },
  build: (raw): OpenaiConfig => ({
    key: raw.OPENAI_API_KEY,
    model: raw.OPENAI_MODEL ?? USUAL_MODEL,
    baseUrl: raw.OPENAI_BASE_URL ?? '',
    timeoutMs: TIMEOUT_MS,
  }),
});

/** What is allowed but should be said aloud at start. */
export const openaiWarnings = ({ key, model }: OpenaiConfig): readonly string[] =>
  key !== undefined && model === OLD_MODEL
    ? [`OPENAI_MODEL is ${OLD_MODEL}, which OpenAI shuts down on 2027-01-14; ${USUAL_MODEL} takes its place`]
    : [];
