/** Whether the command key takes the place of Ctrl on this system. */
export function isMac(): boolean {
  return navigator.userAgent.includes('Macintosh');
}
