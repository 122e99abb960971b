import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import './styles.ts';
import { whenUnauthorized } from './api/client.ts';
import { LanguageProvider } from './locale/locale.tsx';
import { Toasts } from './parts/toasts.tsx';
import { createQueries } from './query.ts';
import { createPanelRouter } from './router.tsx';
import { endSession, sessionQuery } from './session/session.ts';
import { Look } from './shell/look.tsx';

const queries = createQueries();
const router = createPanelRouter(queries);

whenUnauthorized(() => endSession(queries));
void queries.prefetchQuery(sessionQuery);

const root = document.getElementById('panel');
if (root)
  createRoot(root).render(
    <LanguageProvider>
      <Look>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
        <Toasts />
      </Look>
    </LanguageProvider>,
  );
