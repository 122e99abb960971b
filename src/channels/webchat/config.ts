import { defineSlice, setting } from '#platform/config/slice.ts';

const MEGABYTE = 1024 * 1024;

/** What the web chat is told by the environment. */
export interface WebchatConfig {
  /** Shown at the top of the chat instead of the name that the office has in its settings. */
  readonly title: string | undefined;
  readonly maxFileBytes: number;
}

export const webchatSlice = defineSlice({
  title: 'Web chat',
  settings: {
    KONTORA_TITLE: {
      schema: setting.text(),
      about:
        'Name of the office at the top of the web chat, instead of the one in the settings of the panel.',
      example: 'Kontora',
    },
    CHAT_MAX_FILE_BYTES: {
      schema: setting.number(20 * MEGABYTE, { min: 1024, max: 1024 * MEGABYTE }),
      about: 'Largest file a web chat visitor may send, in bytes.',
      example: String(20 * MEGABYTE),
    },
  },
  build: (raw): WebchatConfig => ({
    title: raw.KONTORA_TITLE,
    maxFileBytes: raw.CHAT_MAX_FILE_BYTES,
  }),
});
