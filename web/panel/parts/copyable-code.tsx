import { Code } from '@mantine/core';
import { CopyIcon } from './copy-icon.tsx';
import './copyable-code.css';

/** A code that nobody types by hand, such as a trace id or a hash, with a way to copy it. */
export const CopyableCode = ({ text }: { readonly text: string }) => (
  <span className="copyable-code">
    <Code>{text}</Code>
    <CopyIcon text={text} />
  </span>
);
