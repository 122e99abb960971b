import { IconKeyboard, IconLogout, IconUserCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useId, useRef } from 'react';
import { useTexts } from '../locale/locale.tsx';
import { initialsOf } from '../parts/initials.ts';
import { RoleNames } from '../parts/role-names.tsx';
import { useLogout } from '../session/log-out.ts';
import { useMe } from '../session/session.ts';
import { LanguageChoice, SchemeChoice } from './choices.tsx';
import { overlay } from './overlay.ts';
import { shellTexts } from './texts.ts';

/** What concerns the person at the panel: account, language, appearance, the way out. */
export const UserMenu = () => {
  const texts = useTexts(shellTexts);
  const me = useMe();
  const name = me.name || me.login;
  const menu = useRef<HTMLDivElement>(null);
  const id = useId();
  const close = () => menu.current?.hidePopover();
  const logout = useLogout();
  return (
    <>
      <button type="button" className="me" aria-label={texts.menuOf(name)} popoverTarget={id}>
        <span className="me-face" aria-hidden="true">
          {initialsOf(name)}
        </span>
      </button>
      <div id={id} ref={menu} popover="auto" role="dialog" aria-label={texts.menu} className="me-menu">
        <div className="me-card">
          <strong>{name}</strong>
          <RoleNames roles={me.roles} />
        </div>
        <Link to="/account" className="me-item" onClick={close}>
          <IconUserCircle size={18} stroke={1.7} />
          {texts.account}
        </Link>
        <button
          type="button"
          className="me-item me-item-keys"
          onClick={() => {
            close();
            overlay.show('shortcuts');
          }}
        >
          <IconKeyboard size={18} stroke={1.7} />
          {texts.shortcuts}
        </button>
        <div className="me-choices">
          <LanguageChoice />
          <SchemeChoice />
        </div>
        <button type="button" className="me-item" onClick={() => logout.mutate()}>
          <IconLogout size={18} stroke={1.7} />
          {texts.logout}
        </button>
      </div>
    </>
  );
};
