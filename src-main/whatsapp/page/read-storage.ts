declare const window: { readonly localStorage?: Pick<Storage, 'getItem'> };

/**
 * Page script: what the page's local storage has under these names. What it does not have is left out, and so is what
 * is longer than `longest`, which nobody has put there for us.
 */
export function readStorage(names: readonly string[], longest: number): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of names) {
    let value: unknown;
    try {
      value = window.localStorage?.getItem(name);
    } catch {
      // A document without an address of its own has no storage, and says so by throwing.
      return {};
    }
    if (typeof value === 'string' && value.length <= longest) found[name] = value;
  }
  return found;
}
