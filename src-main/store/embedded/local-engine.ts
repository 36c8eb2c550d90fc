/** A database server that the app started and owns, listening on the loopback interface alone. */
export interface LocalEngine {
  /** The address to connect to, with the password: never log it. */
  url: string;
  /** Stops the server in an orderly way and waits until it is gone. Safe to call twice. */
  stop(): Promise<void>;
}
