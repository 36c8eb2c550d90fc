/**
 * Something that a person has to put right. The message says what is wrong, what was expected and
 * what to do; it is shown as it is, without a stack.
 */
export class SetupError extends Error {
  /**
   * @param {string} message
   * @param {ErrorOptions} [options]
   */
  constructor(message, options) {
    super(message, options);
    this.name = 'SetupError';
  }
}
