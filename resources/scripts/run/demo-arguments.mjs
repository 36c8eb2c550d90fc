/**
 * Without a screen the demo has to play by itself.
 *
 * @param {readonly string[]} given the arguments of the command
 * @param {boolean} screen whether a person could see it
 */
export function withOnce(given, screen) {
  return screen || given.includes('--once') ? [...given] : [...given, '--once'];
}
