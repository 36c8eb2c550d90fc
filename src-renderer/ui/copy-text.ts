/** Puts a text on the clipboard; answers whether it is there. */
export function copyText(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'desk-visually-hidden';
  const before = document.activeElement;
  document.body.append(field);
  field.select();
  // The newer way is a permission, and the pages of this app have none.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const isCopied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return isCopied;
}
