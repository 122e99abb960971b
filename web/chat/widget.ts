import { localeOf } from '#kernel/locale.ts';
import { readableOn, readColor } from './widget/color.ts';
import { createLauncher } from './widget/launcher.ts';

const script = document.currentScript;

/** Puts the chat on the page that holds the script: `<script src="https://office.example/widget.js" async></script>`. */
const start = (source: HTMLScriptElement): void => {
  if (document.querySelector('kontora-chat')) return;
  const { locale, color, position, title } = source.dataset;
  const accent = readColor(color);
  createLauncher({
    origin: new URL(source.src).origin,
    locale: localeOf(locale ?? navigator.language),
    color: accent,
    onColor: accent && readableOn(accent),
    left: position === 'left',
    title,
  });
};

if (script instanceof HTMLScriptElement) {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => start(script));
  else start(script);
}
