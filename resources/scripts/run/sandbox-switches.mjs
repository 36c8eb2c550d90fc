/** Chromium does not start as root unless it is told to do without its sandbox. */
export function sandboxSwitches() {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}
