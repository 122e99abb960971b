/** How long tests wait for what happens soon, and how often they look (milliseconds): a loaded machine is no failure. */
export const PATIENCE = { timeout: 20_000, interval: 20 };
