import { linkify } from '../../../../chat/linkify.ts';

const ONLY_EMOJI = /^(?:\p{RGI_Emoji}\s*){1,3}$/v;

/** The words of a message: line breaks kept, addresses followed safely, each text in its own direction. */
export const MessageText = ({ text }: { readonly text: string }) => {
  if (ONLY_EMOJI.test(text)) return <p className="conversations-emoji">{text}</p>;
  let offset = 0;
  return (
    <p className="conversations-bubble" dir="auto">
      {linkify(text).map((piece) => {
        const key = offset;
        offset += piece.text.length;
        if (piece.href === null) return piece.text;
        return (
          <a key={key} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        );
      })}
    </p>
  );
};
