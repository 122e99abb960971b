import { useConnection } from '../api/connection.ts';
import { useTexts } from '../locale/locale.tsx';
import { shellTexts } from './texts.ts';

/** Whether the office is reached; told by screen readers when it changes. */
export const ConnectionMark = () => {
  const texts = useTexts(shellTexts);
  const state = useConnection();
  return (
    <span className="connection" data-state={state} role="status" title={texts[state]}>
      <span className="connection-dot" aria-hidden="true" />
      <span className="connection-word">{texts[state]}</span>
    </span>
  );
};
