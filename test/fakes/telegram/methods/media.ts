import type { InputMedia, InputMediaDocument, InputMediaPhoto } from '@grammyjs/types';
import { documentOf, type FileKind, type Files } from '../files.ts';
import type { MessageFields } from '../messages.ts';
import { notImplemented } from '../refusal.ts';
import type { Upload } from '../upload.ts';
import type { CallContext } from './handlers.ts';
import { readCaption } from './send.ts';

/** Reads the photos and documents of calls into fields of messages. */
export function createMediaReader(files: Files) {
  const of = (kind: FileKind, input: Upload | string, { uploads }: CallContext): MessageFields => {
    const file = files.resolve(kind, input, uploads);
    return kind === 'photo' ? { photo: files.photoSizes(file) } : { document: documentOf(file) };
  };

  return {
    of,
    /** One medium with its caption, as albums and edits bring it. */
    ofItem(item: Pick<InputMedia<Upload>, 'type'>, context: CallContext): MessageFields {
      if (item.type !== 'photo' && item.type !== 'document')
        throw notImplemented(`media of type ${item.type}`);
      const { type, media, ...caption } = item as InputMediaPhoto<Upload> | InputMediaDocument<Upload>;
      return { ...readCaption(caption), ...of(type, media, context) };
    },
  };
}
