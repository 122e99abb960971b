import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.generated.ts';
import { useTexts } from '../../../locale/locale.tsx';
import { useChange } from '../../../parts/change.ts';
import { type Role, TOUCHED } from '../queries.ts';
import { accessTexts } from './texts.ts';

type Opening = paths['/api/v1/accounts']['post'];
export type NewAccount = Opening['requestBody']['content']['application/json'];
/** A login with a password that is shown this once. */
export type Credentials = Opening['responses'][201]['content']['application/json'];

/** An account, and the roles that its person gets first: without any they would come in and see nothing. */
interface NewAccess {
  readonly account: NewAccount;
  readonly grant?: { readonly id: string; readonly roles: readonly Role[] } | undefined;
}

/** Opens an account; `onLogin` hears why the login will not do. */
export const useOpening = ({
  onDone,
  onLogin,
}: {
  readonly onDone: (made: Credentials) => void;
  readonly onLogin: (why: string) => void;
}) => {
  const texts = useTexts(accessTexts);
  return useChange({
    run: async ({ account, grant }: NewAccess) => {
      if (grant) {
        const { id, roles } = grant;
        await answer(
          api.PUT('/api/v1/people/{id}/roles', { params: { path: { id } }, body: { roles: [...roles] } }),
        );
      }
      return answer(api.POST('/api/v1/accounts', { body: account }));
    },
    touches: TOUCHED,
    onDone,
    explain: ({ code }) => {
      if (code !== 'invalid' && code !== 'conflict') return undefined;
      onLogin(code === 'invalid' ? texts.loginWrong : texts.loginTaken);
      return false;
    },
  });
};
