import { remember, remembered } from '../../../locale/memory.ts';

const KEY = 'kontora.panel.notices';
const listeners = new Set<() => void>();
const possible = typeof window !== 'undefined' && 'Notification' in window;
let wanted = remembered(KEY) === 'on';

/** Notices of the operating system with a short sound; off until somebody turns them on in this browser. */
export const notices = {
  /** The browser has them at all; on a page without TLS most do not. */
  possible,
  on: (): boolean => possible && wanted && Notification.permission === 'granted',
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** Answers whether they are on now: the browser asks the operator, who may refuse. */
  set: async (on: boolean): Promise<boolean> => {
    const allowed = on && possible && (await Notification.requestPermission()) === 'granted';
    wanted = allowed;
    remember(KEY, allowed ? 'on' : 'off');
    for (const listener of listeners) listener();
    return allowed;
  },
  /** Tells, unless the operator looks at the panel; a new notice takes the place of the one before. */
  tell: (title: string, body: string): void => {
    if (!notices.on() || document.visibilityState === 'visible') return;
    chime();
    try {
      const notice = new Notification(title, { body, tag: KEY });
      notice.onclick = () => {
        window.focus();
        notice.close();
      };
    } catch {
      // Browsers of phones show none from a page: the sound is all there is.
    }
  },
};

/** Two short tones. */
const chime = (): void => {
  const audio = new AudioContext();
  const volume = audio.createGain();
  volume.connect(audio.destination);
  volume.gain.setValueAtTime(0.08, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.5);
  for (const [index, pitch] of [660, 880].entries()) {
    const tone = audio.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(volume);
    tone.start(audio.currentTime + index * 0.14);
    tone.stop(audio.currentTime + 0.5);
  }
  setTimeout(() => void audio.close(), 1000);
};
