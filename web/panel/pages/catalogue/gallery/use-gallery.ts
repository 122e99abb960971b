import { useState } from 'react';
import { answer, api } from '../../../api/client.ts';
import type { Problem } from '../../../api/problem.ts';
import { asProblem } from '../../../api/problem.ts';
import { useTexts } from '../../../locale/locale.tsx';
import { useChange } from '../../../parts/change.ts';
import { useProblemWords } from '../../../parts/problem-words.ts';
import { toast } from '../../../parts/toasts.tsx';
import { type ProductCard, type ProductImage, productQuery, TOUCHED } from '../queries.ts';
import { catalogueTexts } from '../texts.ts';
import { moved } from './moved.ts';

/** Bytes of a picture that the office takes. */
const LARGEST = 10 * 1024 * 1024;

/** The pictures of a product and what is done with them; a new order is shown before the office knows of it. */
export const useGallery = ({ id, images: known }: ProductCard) => {
  const texts = useTexts(catalogueTexts);
  const problemWords = useProblemWords();
  const [order, setOrder] = useState<readonly ProductImage[]>();
  const [said, say] = useState('');
  const images = order ?? known;

  const refusal = ({ name, size }: File): string | undefined =>
    size > LARGEST ? texts.tooLarge(name) : undefined;
  const wordsOf = (problem: Problem, { name }: File): string => {
    if (problem.status === 413 || problem.code === 'too_large') return texts.tooLarge(name);
    if (problem.code === 'conflict') return texts.tooMany;
    return problem.code === 'invalid' ? texts.notPicture(name) : problemWords(problem);
  };

  const upload = useChange({
    run: async (files: readonly File[]) => {
      let added = 0;
      for (const file of files) {
        const refused = refusal(file) ?? (await send(id, file).then(() => undefined, asProblem));
        if (refused === undefined) added += 1;
        else toast.failed(typeof refused === 'string' ? refused : wordsOf(refused, file));
      }
      return added;
    },
    touches: [...TOUCHED, productQuery(id).queryKey],
    onDone: (added) => added > 0 && toast.done(texts.uploaded(added)),
  });

  const arrange = useChange({
    run: (next: readonly ProductImage[]) =>
      answer(
        api.PUT('/api/v1/shop/products/{id}/images/order', {
          params: { path: { id } },
          body: { ids: next.map((image) => image.id) },
        }),
      ),
    touches: TOUCHED,
  });

  const remove = useChange({
    run: (image_id: string) =>
      answer(
        api.DELETE('/api/v1/shop/products/{id}/images/{image_id}', { params: { path: { id, image_id } } }),
      ),
    touches: TOUCHED,
    onDone: () => toast.done(texts.removed),
  });

  return {
    images,
    said,
    uploading: upload.isPending,
    removing: remove.isPending,
    upload: (files: readonly File[]): void => {
      if (files.length > 0) upload.mutate(files);
    },
    move: (image: string, to: number): void => {
      const next = moved(images, image, to);
      if (next === images) return;
      setOrder(next);
      say(texts.moved(to + 1, images.length));
      arrange.mutate(next, { onSettled: () => setOrder(undefined) });
    },
    remove: (image: string, onDone: () => void): void => remove.mutate(image, { onSettled: onDone }),
  };
};

const send = (id: number, file: File) =>
  answer(
    api.POST('/api/v1/shop/products/{id}/images', {
      params: { path: { id } },
      body: file as never,
      bodySerializer: () => {
        const form = new FormData();
        form.append('file', file);
        return form;
      },
    }),
  );
