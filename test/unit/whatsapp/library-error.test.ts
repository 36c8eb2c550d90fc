import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/common/app-error.ts';
import { DeadlineError } from '../../../src-main/whatsapp/deadline.ts';
import { classify, missingModuleIn } from '../../../src-main/whatsapp/library/library-error.ts';

describe('an error of whatsapp-web.js', () => {
  it.each([
    [new Error('Requiring unknown module "WAWebCmd"'), 'whatsapp_incompatible'],
    [new Error('No LID for user'), 'whatsapp_number_unknown'],
    [
      new Error('net::ERR_CONNECTION_REFUSED at https://web.whatsapp.com/'),
      'whatsapp_not_connected',
    ],
    [
      new Error('Execution context was destroyed, most likely because of a navigation.'),
      'whatsapp_not_connected',
    ],
    [new DeadlineError('too long'), 'whatsapp_not_connected'],
    ['auth timeout', 'whatsapp_failed'],
    [new Error('whatever'), 'whatsapp_failed'],
    [undefined, 'whatsapp_failed'],
  ])('%s becomes %s', (error, code) => {
    const classified = classify(error, 'Trying');
    expect(classified).toBeInstanceOf(AppError);
    expect(classified.code).toBe(code);
    expect(classified.cause).toBe(error);
    expect(classified.message.startsWith('Trying')).toBe(true);
  });

  it('is classified only once', () => {
    const first = new AppError('keychain_unavailable', 'locked');
    expect(classify(first, 'Trying')).toBe(first);
  });

  it('does not carry what it says into the message', () => {
    expect(classify(new Error('could not send to 34600111222@c.us: hola'), 'Sending').message).toBe(
      'Sending failed',
    );
  });

  it('names the module that is missing', () => {
    expect(missingModuleIn('Error: Requiring unknown module "WAWebCmd" at x')).toBe('WAWebCmd');
    expect(missingModuleIn(new Error('something else'))).toBeUndefined();
  });
});
