/** Who counts the work: called once for each attempt; durations in seconds. */
export interface Observe {
  turn(turn: {
    readonly inbox: string;
    readonly outcome: 'done' | 'failed' | 'dead';
    readonly seconds: number;
  }): void;
  delivery(delivery: {
    readonly inbox: string;
    readonly outcome: 'sent' | 'refused' | 'later' | 'doubtful' | 'moved';
    readonly seconds: number;
  }): void;
}
