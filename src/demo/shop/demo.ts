/** What everything of the demo is made with. */
export interface Demo {
  /** So many hours before now. */
  readonly ago: (hours: number) => Date;
  readonly newId: () => string;
}
