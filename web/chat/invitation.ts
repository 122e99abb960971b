const INVITATION = /^#join=([\w-]{1,100})$/;

/**
 * What to say for the invitation that the page was opened with (`#join=<code>`); undefined: there is none. It is taken
 * out of the address, so that neither a reload nor the next person at this screen says it again.
 */
export const takeInvitation = ({ location, history }: Window): string | undefined => {
  const [, code] = INVITATION.exec(location.hash) ?? [];
  if (code === undefined) return undefined;
  history.replaceState(history.state, '', `${location.pathname}${location.search}`);
  return `/join ${code}`;
};
