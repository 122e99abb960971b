import { Button, Text, Title } from '@mantine/core';
import { useTexts } from '../locale/locale.tsx';
import { partTexts } from '../parts/texts.ts';
import { useTitle } from '../parts/title.ts';
import { Door } from '../session/door.tsx';
import { useLogout } from '../session/log-out.ts';
import { shellTexts } from './texts.ts';

/** In place of the panel for somebody who is logged in and has no role; one that is given shows by itself. */
export const NoRights = () => {
  const { noRights, noRightsText } = useTexts(partTexts);
  const logout = useLogout();
  useTitle(noRights);
  return (
    <Door>
      <div className="login-form">
        <Title order={1} size="h2">
          {noRights}
        </Title>
        <Text className="login-about">{noRightsText}</Text>
        <Button variant="default" size="md" loading={logout.isPending} onClick={() => logout.mutate()}>
          {useTexts(shellTexts).logout}
        </Button>
      </div>
    </Door>
  );
};
