import { type ComponentProps, useId } from 'react';
import { Icon } from './icons.tsx';

interface NoticeProps {
  readonly icon: ComponentProps<typeof Icon>['name'];
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly onAction: () => void;
  /** Read aloud at once. */
  readonly urgent?: boolean;
}

/** A state of the whole chat in words, with the one thing to do about it. */
export const Notice = ({ icon, title, text, action, onAction, urgent = false }: NoticeProps) => {
  const id = useId();
  return (
    <section className="notice" aria-labelledby={id}>
      <span className="notice-mark" aria-hidden="true">
        <Icon name={icon} />
      </span>
      <div role={urgent ? 'alert' : undefined}>
        <h2 id={id}>{title}</h2>
        <p>{text}</p>
      </div>
      <button type="button" className="button" onClick={onAction}>
        {action}
      </button>
    </section>
  );
};
