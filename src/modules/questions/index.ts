export type {
  AttachedFile,
  CustomerQuestions,
  Question,
  QuestionMessage,
  QuestionWords,
} from './contract.ts';
export { LONGEST_TEXT, LONGEST_TITLE, MOST_FILES, MOST_OPEN } from './limits.ts';
export { createFileLinks, type FileLinks } from './links.ts';
export { QUESTIONS_CHANNEL } from './message.ts';
export { type Attachments, createAttachments } from './office/attachments.ts';
export { createQuestionsLive, type QuestionsLive } from './office/live.ts';
export { createOfficeQuestions, type OfficeQuestions } from './office/office.ts';
export { addQuestionRoutes } from './office/register.ts';
export { createTelling, type Say } from './office/tell.ts';
export { questionData } from './personal-data.ts';
export { createQuestions, type Questions } from './questions.ts';
export type { About } from './subject.ts';
