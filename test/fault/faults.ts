import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatorControl } from '../simulator/control/simulator-control.ts';
import type { OwnDatabases } from '../support/databases/start-databases.ts';
import { browserOf } from '../support/faults/browser-process.ts';
import { pause, runningServer, successorOf } from '../support/faults/engine-processes.ts';
import type { AppUnderTest } from './app-under-test.ts';

export interface Scene {
  app: AppUnderTest;
  databases: OwnDatabases;
  simulator: SimulatorControl;
  /** A number from 0 up to 1. */
  random(): number;
}

/** In the order in which runs take them in turn. */
export const faultNames = [
  'app killed',
  'browser killed',
  'mongodb killed',
  'postgresql killed',
  'network dropped',
  'app paused',
  'browser paused',
  'mongodb paused',
  'postgresql paused',
] as const;
export type FaultName = (typeof faultNames)[number];

/** How long what is paused stands still, and how long the line is down, in milliseconds. */
const SHORTEST = 500;
const LONGEST = 9_000;

/** Lets it happen; resolves when what was struck is back. */
export async function strike(name: FaultName, scene: Scene): Promise<void> {
  const { app, databases, simulator } = scene;
  const span = SHORTEST + Math.floor(scene.random() * (LONGEST - SHORTEST));
  switch (name) {
    case 'app killed':
      return app.killAndStart();
    case 'app paused':
      return pause(await app.pid(), span);
    case 'browser killed': {
      const browser = await browserOf(await app.pid());
      if (browser !== null) process.kill(browser, 'SIGKILL');
      return;
    }
    case 'browser paused': {
      const browser = await browserOf(await app.pid());
      if (browser !== null) await pause(browser, span);
      return;
    }
    case 'mongodb killed':
    case 'postgresql killed': {
      const engine = name === 'mongodb killed' ? 'mongo' : 'postgres';
      const before = await runningServer(databases.folder, engine);
      process.kill(before, 'SIGKILL');
      await successorOf(databases.folder, engine, before);
      return;
    }
    case 'mongodb paused':
    case 'postgresql paused': {
      const engine = name === 'mongodb paused' ? 'mongo' : 'postgres';
      return pause(await runningServer(databases.folder, engine), span);
    }
    case 'network dropped':
      await simulator.network.drop(span);
      await sleep(span);
      return;
  }
}
