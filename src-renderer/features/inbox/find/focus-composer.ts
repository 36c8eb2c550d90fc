/** Goes back to where one writes, from a part of the same thread. */
export function focusComposer(part: Element | null): void {
  part?.closest('section')?.querySelector<HTMLTextAreaElement>('form textarea')?.focus();
}
