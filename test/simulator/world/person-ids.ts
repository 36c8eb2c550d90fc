import { SimulatorError } from '../simulator-error.ts';

/**
 * The WhatsApp id (`…@c.us`) of a phone number written as people write it: `+34 600 111 222`.
 * Throws `bad-request` when that is no phone number.
 */
export function phoneNumberToId(number: string): string {
  const digits = number.replace(/[\s().-]/g, '').replace(/^(\+|00)/, '');
  if (!/^[1-9]\d{4,14}$/.test(digits)) {
    throw new SimulatorError('bad-request', `not a phone number: ${JSON.stringify(number)}`);
  }
  return `${digits}@c.us`;
}

/** The LID a person gets when none was chosen; it cannot be told from the number on the real WhatsApp. */
export function defaultLid(pn: string): string {
  return `7${pn.slice(0, pn.indexOf('@'))}@lid`;
}

export function isGroupId(id: string): boolean {
  return id.endsWith('@g.us');
}
