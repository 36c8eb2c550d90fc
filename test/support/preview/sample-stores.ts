import type { StoreConnections } from '../../../src-preload/contract/app.ts';
import { type StoreTest, storeTestSteps } from '../../../src-preload/contract/store-connection.ts';

/** A test in which all is well. */
export function sampleTest(version: string): StoreTest {
  return {
    ok: true,
    steps: storeTestSteps.map((step) => ({
      step,
      state: 'ok',
      ...(step === 'server' && { version }),
      ...(step === 'roundTrip' && { milliseconds: 1.8 }),
    })),
  };
}

/** A test that ends at the login. */
export const sampleFailedTest: StoreTest = {
  ok: false,
  code: 'database_refused_login',
  steps: storeTestSteps.map((step, index) => {
    if (step === 'login') {
      return { step, state: 'failed', code: 'database_refused_login', problem: 'login' };
    }
    if (step === 'encryption') return { step, state: 'plain' };
    return { step, state: index < storeTestSteps.indexOf('login') ? 'ok' : 'not_reached' };
  }),
};

export const sampleConnections: StoreConnections = {
  kind: 'servers',
  mongodb: {
    host: 'db-1.example.com:27017,db-2.example.com:27017',
    encryption: 'tls',
    hasCertificateAuthority: true,
    hasClientCertificate: true,
    plainTextAllowed: false,
  },
  postgres: {
    host: 'db.example.com:5432',
    encryption: 'plain',
    hasCertificateAuthority: false,
    hasClientCertificate: false,
    plainTextAllowed: true,
  },
};
