export { createGigachat } from './gigachat.ts';
