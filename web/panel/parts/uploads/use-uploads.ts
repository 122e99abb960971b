import { useRef, useState } from 'react';
import { asProblem } from '../../api/problem.ts';
import { useTexts } from '../../locale/locale.tsx';
import { useProblemWords } from '../problem-words.ts';
import { toast } from '../toasts.tsx';
import { uploadTexts } from './texts.ts';

/** As the office takes them. */
const MOST_FILES = 10;
const MOST_BYTES = 20 * 1024 * 1024;

/** A file on its way to the office; `id`: it is there. */
export interface Upload {
  readonly key: number;
  readonly name: string;
  readonly id?: string;
}

/** Files that are to go with an answer: uploaded at once, sent with the words. `onFail`: one could not be. */
export const useUploads = ({
  upload,
  onFail,
}: {
  readonly upload: (file: File) => Promise<{ readonly id: string }>;
  readonly onFail: () => void;
}) => {
  const texts = useTexts(uploadTexts);
  const words = useProblemWords();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const next = useRef(0);

  const send = async (key: number, file: File): Promise<void> => {
    try {
      const { id } = await upload(file);
      setUploads((all) => all.map((one) => (one.key === key ? { ...one, id } : one)));
    } catch (error) {
      setUploads((all) => all.filter((one) => one.key !== key));
      onFail();
      const problem = asProblem(error);
      toast.failed(problem.code === 'too_large' ? texts.tooLarge(file.name) : words(problem));
    }
  };

  return {
    uploads,
    isBusy: uploads.some(({ id }) => id === undefined),
    add: (files: readonly File[]): void => {
      const small = files.filter((file) => {
        if (file.size > MOST_BYTES) toast.failed(texts.tooLarge(file.name));
        return file.size <= MOST_BYTES;
      });
      const room = MOST_FILES - uploads.length;
      if (small.length > room) toast.failed(texts.tooManyFiles(MOST_FILES));
      for (const file of small.slice(0, room)) {
        next.current += 1;
        const key = next.current;
        setUploads((all) => [...all, { key, name: file.name }]);
        void send(key, file);
      }
    },
    remove: (key: number): void => setUploads((all) => all.filter((one) => one.key !== key)),
    clear: (): void => setUploads([]),
  };
};
