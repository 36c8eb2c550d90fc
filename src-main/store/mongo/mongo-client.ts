import { MongoClient } from 'mongodb';
import type { ConnectionSecurity } from '../../../src-preload/contract/store-connection.ts';
import { connectionLimits, mongoTarget } from '../connection-options.ts';
import { StoreProblemError } from '../store-problem-error.ts';

/**
 * A client of MongoDB that is not connected yet. What can be retried safely the driver retries by itself, unless the
 * address says `retryWrites=false`, as some compatible servers need it. Throws a StoreProblemError when the address
 * cannot be used, or must not be.
 */
export function createMongoClient(url: string, security?: ConnectionSecurity): MongoClient {
  const { url: plainUrl, tls } = mongoTarget(url, security);
  try {
    return new MongoClient(plainUrl, {
      appName: 'Alexia Desk',
      serverSelectionTimeoutMS: connectionLimits.connect,
      connectTimeoutMS: connectionLimits.connect,
      waitQueueTimeoutMS: connectionLimits.connect * 2,
      socketTimeoutMS: connectionLimits.socket,
      heartbeatFrequencyMS: connectionLimits.heartbeat,
      maxIdleTimeMS: connectionLimits.idle,
      maxPoolSize: connectionLimits.mongoPool,
      // Message and session writes must survive the loss of a node.
      writeConcern: { w: 'majority' },
      tls: tls !== null,
      ...tls,
    });
  } catch (error) {
    throw new StoreProblemError('address_shape', 'The MongoDB address cannot be parsed', {
      cause: error,
    });
  }
}
