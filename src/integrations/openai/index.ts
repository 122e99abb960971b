export { createOpenai } from './openai.ts';
