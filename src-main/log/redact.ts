/** Names of fields whose values never reach the log, whatever they hold. */
const secretNames =
  /pass(word|phrase)?|secret|token|^key$|encryptionkey|^url$|uri|^raw$|text|content|body|caption|^name$|pushname|email|phone|^qr$|code$/i;
/** Fields that the pattern above would hit and that are safe. */
const safeNames = new Set(['code', 'errorCode', 'exitCode']);

const patterns: readonly (readonly [RegExp, string])[] = [
  // Addresses with a login. Up to the last @: a password that was not escaped may hold any character.
  [/\b([a-z][a-z0-9+.-]*:\/\/)\S*@/gi, '$1[redacted]@'],
  // WhatsApp ids and message keys.
  [/\d{5,}(?=[@:])/g, '[number]'],
  // Phone numbers, and anything that looks like one.
  [/\+?\d(?:[\s().-]?\d){8,}/g, '[number]'],
];

/** A sentence without logins, WhatsApp ids and phone numbers. */
export function redactText(text: string): string {
  return patterns.reduce((kept, [pattern, by]) => kept.replace(pattern, by), text);
}

/** The one place where log fields lose what is personal or secret. Errors become name, code, message and stack. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 6) return '[deep]';
  if (value instanceof Error) {
    return {
      name: value.name,
      ...('code' in value && { code: redact(value.code) }),
      message: redactText(value.message),
      stack: redactText(value.stack ?? ''),
      ...(value.cause !== undefined && { cause: redact(value.cause, depth + 1) }),
    };
  }
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      redactText(name),
      secretNames.test(name) && !safeNames.has(name) && item !== undefined
        ? '[redacted]'
        : redact(item, depth + 1),
    ]),
  );
}
