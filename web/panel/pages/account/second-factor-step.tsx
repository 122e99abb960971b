import { answer, api } from '../../api/client.ts';
import { useTexts } from '../../locale/locale.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useSessionReload } from '../../session/session.ts';
import { AskPassword } from './ask-password.tsx';
import { ConnectApp } from './connect-app.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { accountTexts } from './texts.ts';

/** Where somebody is on the way: before the password, before the app, before the new codes. */
export type Step =
  | { readonly at: 'on' | 'off' | 'renew' }
  | { readonly at: 'connect'; readonly secret: string; readonly uri: string }
  | { readonly at: 'codes'; readonly codes: readonly string[]; readonly done?: string };

/** One step of switching the second factor on or off, or of its new codes. */
export const SecondFactorStep = ({
  step,
  onStep,
  onClose,
}: {
  readonly step: Step;
  readonly onStep: (next: Step) => void;
  readonly onClose: () => void;
}) => {
  const texts = useTexts(accountTexts);
  const reload = useSessionReload();
  switch (step.at) {
    case 'on':
      return (
        <AskPassword
          action={texts.next}
          run={(body) => answer(api.POST('/api/v1/account/totp', { body }))}
          onDone={(enrolment) => onStep({ at: 'connect', ...enrolment })}
          onClose={onClose}
        />
      );
    case 'connect':
      return (
        <ConnectApp
          secret={step.secret}
          uri={step.uri}
          onDone={(codes) => {
            onStep({ at: 'codes', codes, done: texts.turnedOn });
            return reload();
          }}
          onClose={onClose}
        />
      );
    case 'codes':
      return (
        <RecoveryCodes
          codes={step.codes}
          onSaved={() => {
            if (step.done !== undefined) toast.done(step.done);
            onClose();
          }}
        />
      );
    case 'renew':
      return (
        <AskPassword
          action={texts.next}
          run={(body) => answer(api.POST('/api/v1/account/recovery-codes', { body }))}
          onDone={({ recovery_codes: codes }) => onStep({ at: 'codes', codes })}
          onClose={onClose}
        />
      );
    case 'off':
      return (
        <AskPassword
          danger
          action={texts.turnOff}
          run={(body) => api.DELETE('/api/v1/account/totp', { body })}
          onDone={() => {
            onClose();
            toast.done(texts.turnedOff);
            return reload();
          }}
          onClose={onClose}
        />
      );
  }
};
