import { lookup, resolveSrv } from 'node:dns/promises';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import {
  type StoreTest,
  type StoreTestStep,
  storeTestSteps,
} from '../../src-preload/contract/store-connection.ts';
import { AppError } from '../common/app-error.ts';
import {
  connectionLimits,
  identityCheck,
  type ServerHost,
  type ServerTarget,
} from './connection-options.ts';
import { StoreProblemError } from './store-problem-error.ts';
import { tlsProblemOf } from './tls-problem.ts';

type StepName = (typeof storeTestSteps)[number];

/** What the test has to know of one kind of database. None of it may change anything on the server. */
export interface ConnectionProbe {
  /** Understands the address; throws a StoreProblemError. */
  target(): ServerTarget;
  /** Brings a fresh connection to where TLS begins. */
  beforeTls(socket: Socket): Promise<void>;
  /** Logs in. Rejects with an AppError. */
  logIn(): Promise<OpenProbe>;
}

export interface OpenProbe {
  /** Rejects with an AppError when the login may not do what the app has to. */
  checkRights(): Promise<void>;
  /** The name and version of the server. Rejects with an AppError when it is none that will do. */
  server(): Promise<string>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Round trips that are measured; the median is told. */
const PINGS = 3;

/**
 * Tries a connection step by step, so that a person learns at which one it ends, and why. Never rejects: what is wrong
 * is in the result. `now` in milliseconds.
 */
export async function testConnection(
  probe: ConnectionProbe,
  now: () => number,
): Promise<StoreTest> {
  const steps: StoreTestStep[] = [];
  const opened: OpenProbe[] = [];
  const passed = (step: StepName, more: { version?: string; milliseconds?: number } = {}): void => {
    steps.push({ state: 'ok', step, ...more });
  };
  try {
    const target = probe.target();
    passed('address');
    const hosts = await findHosts(target);
    passed('host');
    const reached = await firstReachable(hosts);
    passed('port');
    if (target.tls === null) steps.push({ state: 'plain', step: 'encryption' });
    else {
      if (reached) await shakeHands(probe, reached, target.tls);
      passed('encryption');
    }
    const open = await probe.logIn();
    opened.push(open);
    passed('login');
    await open.checkRights();
    passed('rights');
    passed('server', { version: await open.server() });
    passed('roundTrip', { milliseconds: await medianPing(open, now) });
    return { ok: true, steps };
  } catch (error) {
    return { ok: false, ...failed(steps, error) };
  } finally {
    for (const open of opened) await open.close();
  }
}

/** The steps that were passed, the one that failed, and those that were not reached. */
function failed(passed: StoreTestStep[], error: unknown): Omit<StoreTest, 'ok'> {
  const reason =
    error instanceof StoreProblemError
      ? { code: error.code, problem: error.problem }
      : {
          code: error instanceof AppError ? error.code : ('internal' as const),
          problem: 'other' as const,
        };
  // A server says only after the handshake that it wants a certificate of ours.
  const isLate = reason.problem === 'client_certificate' && passed.length > ENCRYPTION;
  const before = isLate ? passed.slice(0, ENCRYPTION) : passed;
  const steps = storeTestSteps.map((step, index): StoreTestStep => {
    const known = before[index];
    if (known) return known;
    return index === before.length
      ? { state: 'failed', step, ...reason }
      : { state: 'not_reached', step };
  });
  return { code: reason.code, steps };
}

const ENCRYPTION = storeTestSteps.indexOf('encryption');

/** Empty for a socket on this computer: there is no name to find. */
async function findHosts({ hosts, service }: ServerTarget): Promise<readonly ServerHost[]> {
  if (hosts === 'socket') return [];
  try {
    if (service !== undefined) {
      const records = await resolveSrv(`_mongodb._tcp.${service}`);
      return records.map(({ name, port }) => ({ host: name, port }));
    }
    const found = await Promise.allSettled(hosts.map(({ host }) => lookup(host)));
    const known = hosts.filter((_, index) => found[index]?.status === 'fulfilled');
    if (known.length > 0) return known;
    throw new Error('None of the hosts has an address');
  } catch (error) {
    throw new StoreProblemError('host_unknown', 'The name service knows no such host', {
      cause: error,
    });
  }
}

/** Null when there is nothing to reach over the network. */
async function firstReachable(hosts: readonly ServerHost[]): Promise<ServerHost | null> {
  if (hosts.length === 0) return null;
  try {
    return await Promise.any(
      hosts.map(async (host) => {
        (await openSocket(host)).destroy();
        return host;
      }),
    );
  } catch (error) {
    const failures: unknown[] = error instanceof AggregateError ? error.errors : [error];
    const isSilent = failures.some((each) => each instanceof SilenceError);
    throw new StoreProblemError(
      isSilent ? 'port_silent' : 'port_closed',
      'No server answers at the port',
      { cause: error },
    );
  }
}

class SilenceError extends Error {
  override readonly name = 'SilenceError';
}

function openSocket({ host, port }: ServerHost): Promise<Socket> {
  const socket = connectPlain({ host, port });
  return settled(socket, 'connect', () => socket);
}

async function shakeHands(
  probe: ConnectionProbe,
  { host, port }: ServerHost,
  tls: NonNullable<ServerTarget['tls']>,
): Promise<void> {
  const plain = await openSocket({ host, port });
  let secure: TLSSocket | undefined;
  try {
    await probe.beforeTls(plain);
    const socket = connectTls({
      ...tls,
      socket: plain,
      host,
      checkServerIdentity: identityCheck(host),
    });
    secure = socket;
    await settled(socket, 'secureConnect', () => undefined);
  } catch (error) {
    if (error instanceof StoreProblemError) throw error;
    throw new StoreProblemError(tlsProblemOf(error) ?? 'tls_failed', 'TLS did not come about', {
      cause: error,
    });
  } finally {
    secure?.destroy();
    plain.destroy();
  }
}

/** Resolves at the event; rejects when the socket breaks, ends or is silent for too long. */
function settled<T>(socket: Socket, event: string, value: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(
      () => fail(new SilenceError('The server says nothing')),
      connectionLimits.connect,
    );
    socket.once(event, () => {
      clearTimeout(timer);
      resolve(value());
    });
    // Kept for as long as the socket lives: what breaks later must not end the app.
    socket.on('error', fail);
    socket.once('close', () => fail(new Error('The server closed the connection')));
  });
}

async function medianPing(open: OpenProbe, now: () => number): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < PINGS; count++) {
    const startedAt = now();
    await open.ping();
    times.push(now() - startedAt);
  }
  const median = times.toSorted((a, b) => a - b)[Math.floor(PINGS / 2)] ?? 0;
  return Math.max(0, Math.round(median * 10) / 10);
}
