import { sizeOf } from '../when.ts';
import { useChat, useChatState } from './chat-context.ts';
import { Icon } from './icons.tsx';
import type { Staged } from './use-staged-files.ts';

/** The files that go with the next message, each of which can be taken back. */
export const StagedFiles = ({ staged }: { readonly staged: Staged }) => {
  const { conversation, locale, texts } = useChat();
  const { maxFileBytes } = useChatState(conversation);
  return (
    <>
      {staged.files.length > 0 && (
        <ul className="staged" aria-label={texts.attached}>
          {staged.files.map((file) => (
            <li key={`${file.name} ${file.size} ${file.lastModified}`}>
              <Icon name="file" />
              <span className="file-name" dir="auto">
                {file.name}
              </span>
              <span className="file-size">{sizeOf(locale, texts, file.size)}</span>
              <button
                type="button"
                className="icon-button"
                aria-label={texts.detach(file.name)}
                onClick={() => staged.remove(file)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div role="alert">
        {staged.tooLarge !== null && (
          <p className="problem">
            {texts.fileTooLarge(staged.tooLarge, sizeOf(locale, texts, maxFileBytes))}
          </p>
        )}
      </div>
      {staged.dragged && <p className="drop">{texts.drop}</p>}
    </>
  );
};
