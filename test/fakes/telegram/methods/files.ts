import type { Handlers, MethodDeps } from './handlers.ts';

/** Links for downloads. */
export function createFileMethods({ files }: MethodDeps): Handlers {
  return {
    getFile: (_bot, { file_id }) => files.link(file_id),
  };
}
