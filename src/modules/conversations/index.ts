export type { Announce, Typist } from './announce.ts';
export type {
  Capabilities,
  Channel,
  ChannelStatus,
  ChannelWebhook,
  Hear,
  MenuCommand,
  Menus,
  OutgoingMessage,
  Pace,
  Sent,
  SetUpStep,
} from './channel.ts';
export { type Conversations, createConversations } from './conversations.ts';
export { addDeadLetterRoutes } from './dead-letter-routes.ts';
export type { DeadLetter, DeadLetterFilter, DeadLetterState } from './dead-letter-rows.ts';
export {
  createDeadLetters,
  type DeadLetters,
  type LetterKey,
  type LetterRefusal,
} from './dead-letters.ts';
export { createDeliveries, type Deliveries } from './deliveries.ts';
export { addDeliveryRoutes } from './delivery-routes.ts';
export {
  type Dialogue,
  defineDialogue,
  type Effect,
  effect,
  type Offer,
  type Opening,
  type Reply,
  type StepInput,
  type TurnContext,
} from './dialogue.ts';
export type { Cure, Health } from './inbox-health.ts';
export { addInboxRoutes } from './inbox-routes.ts';
export { createInboxes, type Inboxes, type InboxState, type Say } from './inboxes.ts';
export type { Observe } from './observe.ts';
export { createLive, ENDINGS_CHANNEL, type Live, TYPING_CHANNEL } from './panel/live.ts';
export { addConversationsRoutes } from './panel/routes.ts';
export { conversationData } from './personal-data.ts';
export { createQueue, type Queue } from './queue.ts';
export { STRANGER } from './registry.ts';
export { createRetention, type Retention, type Visitors } from './retention.ts';
export { somethingWaits } from './retention-rows.ts';
export type { Words } from './saying.ts';
export {
  type Button,
  Content,
  FileRef,
  type Heard,
  type IncomingFile,
  type IncomingMessage,
  Input,
  Key,
  Photo,
  ShownPhoto,
  shownPhoto,
} from './schema.ts';
export { isSentAgain } from './sent-again.ts';
export { openShown } from './shown-file.ts';
export { type OfficeState, officeState } from './state.ts';
export { buttonToken, readButtonToken } from './token.ts';
export {
  CHANGES_CHANNEL,
  type ConversationState,
  createTranscript,
  type Entry,
  type Page,
  type Transcript,
} from './transcript.ts';
