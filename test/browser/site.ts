import { createServer } from 'node:http';
import type { Page } from 'playwright-core';
import { listeningOn } from './listening.ts';
import { type Visitor, visitorIn } from './visitor.ts';

/** Somebody's site on an origin of its own, with the chat on it by one line. */
export interface Site {
  readonly url: string;
  close(): void;
}

/** Serves the site; it is strict: nothing but the script and the frame of the office may be loaded. */
export const openSite = async (office: string): Promise<Site> => {
  const page = `<!doctype html>
<html lang="ru">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Магазин</title><link rel="icon" href="data:,"></head>
<body><main><h1>Магазин «Мастер»</h1><p><a href="#prices">Цены</a></p></main><script src="${office}/widget.js" async></script></body>
</html>`;
  const policy = `default-src 'none'; img-src data:; script-src ${office}; frame-src ${office}`;
  const server = createServer((_, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
      .end(page);
  });
  const port = await listeningOn(server);
  return {
    // Another host than the office: for the browser these are two sites.
    url: `http://localhost:${port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};

/** The visitor before the chat in the frame of the widget. */
export const chatOn = async (page: Page): Promise<Visitor> => {
  const frame = await (await page.waitForSelector('kontora-chat iframe')).contentFrame();
  if (!frame) throw new Error('the widget has no frame');
  const visitor = visitorIn(page, frame);
  await visitor.field.waitFor();
  return visitor;
};
