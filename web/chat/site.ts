import { localeOf } from '#kernel/locale.ts';
import { siteTexts } from './site/texts.ts';

const locale = localeOf(new URLSearchParams(location.search).get('locale') ?? navigator.language);
const texts = new Map<string, string>(Object.entries(siteTexts[locale]));

document.documentElement.lang = locale;
document.title = siteTexts[locale].name;
for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
  element.textContent = texts.get(element.dataset.text ?? '') ?? '';
}
const line = document.getElementById('line');
if (line) line.textContent = `<script src="${location.origin}/widget.js" async></script>`;
