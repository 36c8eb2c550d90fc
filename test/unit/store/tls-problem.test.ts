import { describe, expect, it } from 'vitest';
import { tlsProblemOf } from '../../../src-main/store/tls-problem.ts';

function coded(code: string, message = ''): Error {
  return Object.assign(new Error(message), { code });
}

describe('what TLS says', () => {
  // The app runs on BoringSSL (Electron), the tests on OpenSSL (Node.js): their words differ.
  it.each([
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate_authority'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate_authority'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate_authority'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate_host'],
    ['CERT_HAS_EXPIRED', 'certificate_date'],
    ['CERT_NOT_YET_VALID', 'certificate_date'],
    ['ERR_SSL_TLSV1_ALERT_CERTIFICATE_REQUIRED', 'client_certificate'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'client_certificate'],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'client_certificate'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'no_tls'],
    ['ERR_OSSL_X509_KEY_VALUES_MISMATCH', 'certificate_shape'],
    ['ECONNREFUSED', null],
    ['ECONNRESET', null],
  ])('%s means %s', (code, problem) => {
    expect(tlsProblemOf(coded(code))).toBe(problem);
  });

  it('is found however deep a driver has wrapped it', () => {
    const inner = coded('CERT_HAS_EXPIRED');
    const wrapped = new Error('x', { cause: new AggregateError([new Error('y'), inner]) });
    expect(tlsProblemOf(wrapped)).toBe('certificate_date');
    const topology = { servers: new Map([['h:1', { error: new Error('z', { cause: inner }) }]]) };
    expect(tlsProblemOf(Object.assign(new Error('x'), { reason: topology }))).toBe(
      'certificate_date',
    );
  });

  it('is nothing where there is no error, or one that is its own cause', () => {
    const circle = new Error('x');
    circle.cause = circle;
    for (const error of [circle, null, 'text', { code: 'CERT_HAS_EXPIRED' }]) {
      expect(tlsProblemOf(error)).toBeNull();
    }
  });
});
