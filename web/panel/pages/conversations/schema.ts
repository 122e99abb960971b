import type { paths } from '../../api/schema.generated.ts';

/** What a `GET` of the office answers. */
type Got<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

/** A conversation as the list shows it; times are ISO. */
export type Conversation = Got<'/api/v1/conversations'>['items'][number];
/** A conversation with its person. */
export type ConversationDetails = Got<'/api/v1/conversations/{id}'>;
export type Identity = NonNullable<ConversationDetails['person']>['identities'][number];
export type Counts = Got<'/api/v1/conversations/counts'>;
/** Part of a history, oldest first; `cursor` is the last change it knows. */
export type MessagePage = Got<'/api/v1/conversations/{id}/messages'>;
/** A message; `position` orders the conversation, `change` numbers its latest version. */
export type Message = MessagePage['items'][number];
/** `stored`: its content is here; false while it is fetched, or when it could not be. */
export type MessageFile = Message['files'][number];
/** Who speaks: the customer, a dialogue of the office, or an operator. */
export type Speaker = Message['from'];
export type Delivery = NonNullable<Message['delivery']>;
/** A person of the office by name. */
export type Named = NonNullable<Message['author']>;
export type Note = Got<'/api/v1/conversations/{id}/notes'>['items'][number];
export type CannedAnswer = Got<'/api/v1/canned-answers'>['items'][number];
/** A message found by its words. */
export type Hit = Got<'/api/v1/messages'>['items'][number];
