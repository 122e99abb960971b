import { useTexts } from '../../../locale/locale.tsx';
import { failureTexts } from './texts.ts';

interface FailureProps {
  readonly failure: { readonly reason: string; readonly [detail: string]: unknown };
}

/** Why an import or a pull failed, in words that say what to do. */
export const FailureWords = ({ failure }: FailureProps) => {
  const texts = useTexts(failureTexts);
  const words = texts.reasons[failure.reason as keyof typeof texts.reasons] ?? texts.other;
  const { status, line, position, sheet } = failure;
  const place = [sheet, line ?? position].filter((part) => part !== undefined).join(' · ');
  return (
    <span>
      {words}
      {typeof status === 'number' && ` ${texts.answered(status)}`}
      {place !== '' && ` ${texts.at(place)}`}
    </span>
  );
};
