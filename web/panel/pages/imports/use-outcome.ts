import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { answer, api } from '../../api/client.ts';
import { useLocale, useTexts } from '../../locale/locale.tsx';
import { readAnew } from '../../parts/read-anew.ts';
import { toast } from '../../parts/toasts.tsx';
import { type BatchPage, isAtWork, TOUCHED } from './queries.ts';
import { importTexts } from './texts.ts';

/** Says how an import ended that was seen at work, with a way back, and shows anew what it changed. */
export const useOutcome = (batch: BatchPage | undefined): void => {
  const texts = useTexts(importTexts);
  const locale = useLocale();
  const queries = useQueryClient();
  const before = useRef<BatchPage>(undefined);
  useEffect(() => {
    const last = before.current;
    before.current = batch;
    if (!batch || !last || !isAtWork(last) || isAtWork(batch)) return;
    const refresh = () => {
      for (const queryKey of TOUCHED) void readAnew(queries, queryKey);
    };
    refresh();
    if (batch.status === 'undone') toast.done(texts.undone);
    if (batch.status !== 'done' || last.task !== 'apply') return;
    const changed = new Intl.NumberFormat(locale).format(batch.inserted + batch.updated + batch.hidden);
    const words = texts.justDone(changed);
    if (!batch.undoable) toast.done(words);
    else
      toast.undo(words, async () => {
        const call = api.POST('/api/v1/shop/imports/{id}/undo', { params: { path: { id: batch.id } } });
        await answer(call).catch(() => toast.failed(texts.notUndoable));
        refresh();
      });
  }, [batch, texts, locale, queries]);
};
