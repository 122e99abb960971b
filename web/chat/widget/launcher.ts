import type { Locale } from '#kernel/locale.ts';
import { type PageSays, readFrame } from './protocol.ts';
import { launcherStyle } from './style.ts';
import { launcherTexts } from './texts.ts';

interface LauncherOptions {
  /** Where the chat lives. */
  readonly origin: string;
  readonly locale: Locale;
  readonly color: string | undefined;
  readonly onColor: string | undefined;
  readonly left: boolean;
  readonly title: string | undefined;
}

/** Whoever has written before gets the frame at once, so that answers are counted while the chat is shut. */
const USED_KEY = 'kontora.chat.used';
const ICONS = [
  'M21 11.5a8.5 8.5 0 0 1-12.4 7.5L3 21l1.9-5.2A8.5 8.5 0 1 1 21 11.5Z',
  'M6 6l12 12M18 6 6 18',
] as const;

/** A round button with a count of unread messages, and the chat in a frame that is made on first use. */
export const createLauncher = (options: LauncherOptions): void => {
  const { origin, locale, color = '#2b5fd9', onColor = '#ffffff' } = options;
  const texts = launcherTexts[locale];
  const title = options.title || texts.title;
  const host = document.createElement('kontora-chat');
  const root = host.attachShadow({ mode: 'open' });
  const launcher = document.createElement('button');
  const badge = document.createElement('span');
  const panel = document.createElement('div');
  let frame: HTMLIFrameElement | undefined;
  let loaded = false;
  let unread = 0;

  const opened = (): boolean => !panel.hidden;
  const tell = (): void => {
    const says: PageSays = { kontora: opened() ? 'shown' : 'hidden' };
    if (loaded) frame?.contentWindow?.postMessage(says, origin);
  };
  const draw = (): void => {
    const news = unread > 0 && !opened();
    launcher.ariaExpanded = String(opened());
    launcher.ariaLabel = opened()
      ? texts.close
      : news
        ? `${texts.open}, ${texts.unread(unread)}`
        : texts.open;
    badge.textContent = unread > 99 ? '99+' : String(unread);
    badge.hidden = !news;
  };
  const load = (): void => {
    if (frame) return;
    const query = new URLSearchParams({ embed: '1', locale, host: location.origin });
    if (options.color) query.set('color', options.color);
    frame = document.createElement('iframe');
    frame.title = title;
    frame.src = `${origin}/chat?${query}`;
    frame.addEventListener('load', () => {
      loaded = true;
      tell();
    });
    panel.append(frame);
  };
  const show = (open: boolean): void => {
    if (open) load();
    panel.hidden = !open;
    draw();
    tell();
    if (open) frame?.focus();
    else launcher.focus();
    remember();
  };

  host.dataset.position = options.left ? 'left' : 'right';
  host.style.setProperty('--color', color);
  host.style.setProperty('--on', onColor);
  launcher.className = 'launcher';
  launcher.append(...ICONS.map(icon), badge);
  launcher.addEventListener('click', () => show(!opened()));
  badge.className = 'badge';
  badge.ariaHidden = 'true';
  panel.className = 'panel';
  panel.role = 'dialog';
  panel.ariaLabel = title;
  panel.hidden = true;
  root.addEventListener('keydown', (event) => {
    if (event instanceof KeyboardEvent && event.key === 'Escape' && opened()) show(false);
  });
  window.addEventListener('message', ({ source, origin: from, data }) => {
    const says = frame && source === frame.contentWindow && from === origin ? readFrame(data) : undefined;
    if (says?.kontora === 'unread') unread = says.count;
    if (says?.kontora === 'close' && opened()) show(false);
    draw();
  });

  const style = new CSSStyleSheet();
  style.replaceSync(launcherStyle);
  root.adoptedStyleSheets = [style];
  root.append(launcher, panel);
  document.body.append(host);
  draw();
  if (wasUsed()) load();
};

const icon = (path: string): SVGSVGElement => {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
};

const remember = (): void => {
  try {
    localStorage.setItem(USED_KEY, '1');
  } catch {
    // A site may forbid storage: then answers are counted once the chat has been opened.
  }
};

const wasUsed = (): boolean => {
  try {
    return localStorage.getItem(USED_KEY) !== null;
  } catch {
    return false;
  }
};
