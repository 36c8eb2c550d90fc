/**
 * The nonce that the content security policy of this load allows for `<style>`. The main process writes it into the
 * page; in development, without a policy, there is none and the answer is empty.
 */
export function readStyleNonce(): string {
  return document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
