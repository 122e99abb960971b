import { useCallback, useEffect, useState } from 'react';

/** Files chosen to go with the next message. */
export interface Staged {
  readonly files: readonly File[];
  /** Name of the last file that was refused for its size. */
  readonly tooLarge: string | null;
  /** Files are being dragged over the page. */
  readonly dragged: boolean;
  add(files: readonly File[]): void;
  remove(file: File): void;
  clear(): void;
}

/** Takes files from the picker, the clipboard and a drop anywhere on the page, up to `maxBytes` each. */
export const useStagedFiles = (maxBytes: number): Staged => {
  const [files, setFiles] = useState<readonly File[]>([]);
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const [dragged, setDragged] = useState(false);

  const add = useCallback(
    (chosen: readonly File[]): void => {
      setFiles((staged) => [...staged, ...chosen.filter(({ size }) => size <= maxBytes)]);
      setTooLarge(chosen.find(({ size }) => size > maxBytes)?.name ?? null);
    },
    [maxBytes],
  );

  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setDragged(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setDragged(false);
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      setDragged(false);
      add([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [add]);

  return {
    files,
    tooLarge,
    dragged,
    add,
    remove: (file) => setFiles((staged) => staged.filter((other) => other !== file)),
    clear() {
      setFiles([]);
      setTooLarge(null);
    },
  };
};
