import type { RouteComponent } from '@tanstack/react-router';
import { DeniedState } from '../parts/states.tsx';
import { useSession } from '../session/session.ts';
import type { PageOptions } from './options.ts';

/** The page for those who may see it, and in its place a plain word for the others. */
export const guarded = ({ may }: PageOptions, Page: RouteComponent): RouteComponent => {
  const Guarded: RouteComponent = () => {
    const allowed = useSession().may ?? [];
    return may === undefined || allowed.includes(may) ? <Page /> : <DeniedState />;
  };
  return Object.assign(Guarded, Page.preload && { preload: Page.preload });
};
