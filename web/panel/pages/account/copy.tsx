import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTexts } from '../../locale/locale.tsx';
import { toast } from '../../parts/toasts.tsx';
import { accountTexts } from './texts.ts';

const SHOWN_MS = 2_000;

/** Copies a text; says so on itself for a moment. */
export const Copy = ({ text, size = 'sm' }: { readonly text: string; readonly size?: 'xs' | 'sm' }) => {
  const texts = useTexts(accountTexts);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(setCopied, SHOWN_MS, false);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    // Pages that come neither by TLS nor from this machine have no clipboard.
    const worked = await Promise.resolve(navigator.clipboard?.writeText(text).then(() => true)).catch(
      () => false,
    );
    if (worked) setCopied(true);
    else toast.failed(texts.notCopied);
  };
  return (
    <Button
      variant="default"
      size={size}
      leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
      onClick={() => void copy()}
    >
      <span aria-live="polite">{copied ? texts.copied : texts.copy}</span>
    </Button>
  );
};
