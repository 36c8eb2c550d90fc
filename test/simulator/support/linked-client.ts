import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'whatsapp-web.js';
import type { SimulatorControl } from '../control/simulator-control.ts';
import { recordClient, type ClientRecord } from './client-recorder.ts';
import { createClient } from './launch-client.ts';

const startTimeoutMs = 30_000;

interface RunningClient {
  readonly client: Client;
  readonly record: ClientRecord;
}

/** A place for one account's session, and the clients that use it one after the other. */
export class ClientHome {
  readonly #simulator: SimulatorControl;
  readonly #dataPath: string;
  readonly #clients: Client[] = [];

  static async create(simulator: SimulatorControl): Promise<ClientHome> {
    return new ClientHome(simulator, await mkdtemp(join(tmpdir(), 'simulator-client-')));
  }

  private constructor(simulator: SimulatorControl, dataPath: string) {
    this.#simulator = simulator;
    this.#dataPath = dataPath;
  }

  /** Starts a browser with the session kept here, and waits for nothing. A failed start is in `failures`. */
  open(): RunningClient & { readonly failures: unknown[] } {
    const client = createClient({
      launchArgs: this.#simulator.launchArgs(),
      dataPath: this.#dataPath,
    });
    this.#clients.push(client);
    const record = recordClient(client);
    const failures: unknown[] = [];
    client.initialize().catch((error: unknown) => failures.push(error));
    return { client, record, failures };
  }

  /** Starts a browser, links it with the phone if it shows a QR, and waits for `ready`. */
  async openReady(): Promise<RunningClient> {
    const { client, record, failures } = this.open();
    const started = (): boolean => {
      if (failures.length > 0) throw failures[0];
      return record.ready > 0 || record.qr.length > 0;
    };
    await this.#simulator.until(started, {
      description: 'a QR or ready',
      timeoutMs: startTimeoutMs,
    });
    const qr = record.qr.at(-1);
    if (record.ready === 0 && qr !== undefined) await this.#simulator.phone.scan(qr);
    await this.#simulator.until(() => record.ready > 0, {
      description: 'ready',
      timeoutMs: startTimeoutMs,
    });
    return { client, record };
  }

  /** Closes every browser and deletes the session. */
  async remove(): Promise<void> {
    for (const client of this.#clients) await closeClient(client);
    await rm(this.#dataPath, { recursive: true, force: true });
  }
}

/** Ends the client and waits for its browser process, which otherwise may still write to the profile. */
export async function closeClient(client: Client): Promise<void> {
  const process = client.pupBrowser?.process();
  const isRunning = process?.exitCode === null && process.signalCode === null;
  const exited = isRunning ? new Promise((resolve) => process.once('exit', resolve)) : null;
  await client.destroy().catch((error: unknown) => {
    // A browser that is gone already cannot be asked to close; its process is what counts.
    if (isRunning) process.kill('SIGKILL');
    console.debug('destroy', error);
  });
  await exited;
}
