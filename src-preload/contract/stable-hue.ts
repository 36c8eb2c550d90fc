/** How many colours `tokens.css` has for avatars and labels. */
const hueCount = 8;

/** A number from 1 to 8 that is always the same for the same text: which avatar colour it gets. */
export function stableHue(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    // FNV-1a: cheap, and spreads ids that differ in one digit.
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return ((hash >>> 0) % hueCount) + 1;
}
