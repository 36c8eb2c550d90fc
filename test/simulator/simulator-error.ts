export const simulatorErrorCodes = [
  'bad-request',
  'cannot-connect',
  'devices-full',
  'nothing-known',
  'qr-expired',
  'qr-malformed',
  'qr-not-offered',
  'timeout',
  'unknown-pairing-code',
] as const;

export type SimulatorErrorCode = (typeof simulatorErrorCodes)[number];

/** Something the simulator was asked to do and could not; the code survives the loopback connection. */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError';
  readonly code: SimulatorErrorCode;

  constructor(code: SimulatorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
