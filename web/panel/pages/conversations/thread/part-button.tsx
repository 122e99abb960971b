import { useTexts } from '../../../locale/locale.tsx';
import { partTexts } from '../../../parts/texts.ts';
import { threadTexts } from './texts.ts';

/** Loads a further part of the history; scrolling there does the same. */
export const PartButton = ({
  state,
  words,
  onPress,
}: {
  readonly state: 'idle' | 'loading' | 'failed';
  readonly words: string;
  readonly onPress: () => Promise<void>;
}) => {
  const texts = useTexts(threadTexts);
  const { loading } = useTexts(partTexts);
  return (
    <button
      type="button"
      className="conversations-part"
      aria-busy={state === 'loading'}
      onClick={() => void onPress()}
    >
      {state === 'failed' ? texts.partFailed : state === 'loading' ? loading : words}
    </button>
  );
};
