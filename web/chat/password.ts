import { localeOf } from '#kernel/locale.ts';
import { passwordTexts } from './password/texts.ts';

const locale = localeOf(new URLSearchParams(location.search).get('locale') ?? navigator.language);
const texts = passwordTexts[locale];
const words = new Map<string, string>(Object.entries(texts));
/** What the link proves stands after its `#`. */
const token = location.hash.slice(1);

const part = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const form = part<HTMLFormElement>('form');
const field = part<HTMLInputElement>('password');
const save = part<HTMLButtonElement>('save');
const show = part<HTMLInputElement>('show');

document.documentElement.lang = locale;
document.title = texts.heading;
for (const element of document.querySelectorAll<HTMLElement>('[data-text]'))
  element.textContent = words.get(element.dataset.text ?? '') ?? '';

show.addEventListener('change', () => {
  field.type = show.checked ? 'text' : 'password';
});

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void submit();
});

if (token === '') end(texts.over, texts.overAbout);

async function submit(): Promise<void> {
  complain('');
  save.disabled = true;
  try {
    await send();
  } catch {
    complain(texts.offline);
  } finally {
    save.disabled = false;
  }
}

async function send(): Promise<void> {
  const answer = await fetch('/api/v1/password-links/use', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, password: field.value || ' ' }),
  });
  if (answer.ok) return end(texts.done, texts.doneAbout);
  if (answer.status === 404) return end(texts.over, texts.overAbout);
  if (answer.status === 422) return complain(words.get(await issueOf(answer)) ?? texts.too_short);
  complain(answer.status === 429 ? texts.busy : texts.other);
}

/** Which rule the password broke. */
async function issueOf(answer: Response): Promise<string> {
  const { errors = [] } = (await answer.json()) as { errors?: readonly { readonly issue?: string }[] };
  return errors[0]?.issue ?? '';
}

function complain(problem: string): void {
  part('problem').textContent = problem;
  field.setAttribute('aria-invalid', String(problem !== ''));
  if (problem !== '') field.focus();
}

function end(title: string, about: string): void {
  form.hidden = true;
  history.replaceState(null, '', location.pathname + location.search);
  part('end-title').textContent = title;
  part('end-about').textContent = about;
  const section = part('end');
  section.hidden = false;
  document.title = title;
  section.focus();
}
