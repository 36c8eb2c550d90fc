import {
  type QuickReplyVariable,
  quickReplyVariables,
} from '../../src-preload/contract/quick-reply.ts';

/** What is known; what is missing stays as it is written. */
export type VariableValues = Partial<Readonly<Record<QuickReplyVariable, string>>>;

export interface Unfilled {
  readonly variable: QuickReplyVariable;
  /** Where it stands in the text, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

const pattern = new RegExp(
  `\\{\\{\\s*(${quickReplyVariables.map((name) => name.replace('.', '\\.')).join('|')})\\s*\\}\\}`,
  'g',
);

/** Puts values for `{{contact.name}}` and its like. One without a value stays, so that nobody sends a hole. */
export function fillVariables(text: string, values: VariableValues): string {
  return text.replace(pattern, (placeholder, name: QuickReplyVariable) => {
    const value = values[name]?.trim();
    return value === undefined || value === '' ? placeholder : value;
  });
}

/** What still has to be filled in, in the order of the text. */
export function unfilledVariables(text: string): Unfilled[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: placeholder, 1: name, index }) => {
    const variable = quickReplyVariables.find((each) => each === name);
    return variable === undefined
      ? []
      : [{ variable, from: index, to: index + placeholder.length }];
  });
}

/** As it is written in a text. */
export function placeholderOf(variable: QuickReplyVariable): string {
  return `{{${variable}}}`;
}

/** The first word of a name; nothing of one that is a number. */
export function firstNameOf(name: string): string | undefined {
  return isNumber(name) ? undefined : name.trim().split(/\s+/)[0];
}

/** Whoever is not known is shown by his number. */
export function isNumber(name: string): boolean {
  return /^[+\d][\d\s().-]*$/.test(name.trim());
}
