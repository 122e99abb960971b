import { localeOf } from '#kernel/locale.ts';
import { readableOn, readColor } from './widget/color.ts';
import { type FrameSays, readPage } from './widget/protocol.ts';

/** Where the chat is shown: its own page, or a frame that the widget made on somebody's site. */
export interface Host {
  readonly embedded: boolean;
  readonly locale: ReturnType<typeof localeOf>;
  /** Whether a person can see the chat now. */
  visible(): boolean;
  onVisible(listener: () => void): () => void;
  unread(count: number): void;
  close(): void;
}

/** Reads the address of the page: `embed=1`, `locale`, `color`, and `host`, the origin of the site around. */
export const openHost = (page: Window): Host => {
  const query = new URLSearchParams(page.location.search);
  const embedded = query.get('embed') === '1' && page.parent !== page;
  const site = query.get('host') ?? page.location.origin;
  const listeners = new Set<() => void>();
  let shown = !embedded;

  const tell = (says: FrameSays): void => {
    if (embedded) page.parent.postMessage(says, site);
  };
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  page.document.addEventListener('visibilitychange', changed);
  page.addEventListener('message', ({ source, origin, data }) => {
    const says = embedded && source === page.parent && origin === site ? readPage(data) : undefined;
    if (says === undefined) return;
    shown = says.kontora === 'shown';
    changed();
  });
  paint(page.document.documentElement, query.get('color'), embedded);

  return {
    embedded,
    locale: localeOf(query.get('locale') ?? page.navigator.language),
    visible: () => shown && page.document.visibilityState === 'visible',
    onVisible(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    unread: (count) => tell({ kontora: 'unread', count }),
    close: () => tell({ kontora: 'close' }),
  };
};

const paint = (root: HTMLElement, given: string | null, embedded: boolean): void => {
  const color = readColor(given);
  root.classList.toggle('embedded', embedded);
  if (color === undefined) return;
  root.style.setProperty('--accent', color);
  root.style.setProperty('--on-accent', readableOn(color));
};
