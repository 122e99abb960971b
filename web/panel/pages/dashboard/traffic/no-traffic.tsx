import { useTexts } from '../../../locale/locale.tsx';
import { dashboardTexts } from '../texts.ts';

/** What stands where a chart would, when there is nothing to draw. */
export const NoTraffic = ({ title }: { readonly title: string }) => {
  const texts = useTexts(dashboardTexts);
  return (
    <>
      <strong>{title}</strong>
      <span>{texts.noTrafficText}</span>
    </>
  );
};
