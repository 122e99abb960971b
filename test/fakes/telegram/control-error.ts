/** A control call that makes no sense: 400 bad body, 404 nobody there, 409 not possible now. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
