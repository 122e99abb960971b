import { createRoot } from 'react-dom/client';
import { createChatApi } from './chat-api.ts';
import './chat.css';
import { openConversation, TOKEN_KEY } from './conversation.ts';
import { openHost } from './host.ts';
import { takeInvitation } from './invitation.ts';
import { App } from './parts/app.tsx';
import { openStore } from './store.ts';

const host = openHost(window);
const store = openStore(() => localStorage);
const api = createChatApi(location.origin, () => store.get(TOKEN_KEY));
const conversation = openConversation({
  api,
  store,
  locale: host.locale,
  opening: () => takeInvitation(window),
});

window.addEventListener('online', conversation.wake);
host.onVisible(() => {
  if (host.visible()) conversation.wake();
});

const root = document.getElementById('chat');
if (root) createRoot(root).render(<App conversation={conversation} host={host} />);
