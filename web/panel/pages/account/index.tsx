import './account.css';
import { useTexts } from '../../locale/locale.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { useMe } from '../../session/session.ts';
import { pageTitles } from '../texts.ts';
import { ChatsCard } from './chats-card.tsx';
import { PasswordCard } from './password-card.tsx';
import { SecondFactorCard } from './second-factor-card.tsx';
import { SessionsCard } from './sessions-card.tsx';
import { accountTexts } from './texts.ts';

/** One's own way in: password, second step, sessions, linked chats. */
const Account = () => {
  const { login } = useMe();
  return (
    <>
      <PageHeader title={useTexts(pageTitles).account} about={useTexts(accountTexts).about(login)} />
      <div className="account">
        <div className="account-column">
          <PasswordCard />
          <SecondFactorCard />
        </div>
        <div className="account-column">
          <SessionsCard />
          <ChatsCard />
        </div>
      </div>
    </>
  );
};

export default Account;
