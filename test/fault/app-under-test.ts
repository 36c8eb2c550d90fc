import type { Page } from '@playwright/test';
import type {
  CommandInput,
  CommandName,
  CommandOutput,
} from '../../src-preload/contract/contract.ts';
import type { Result } from '../../src-preload/contract/result.ts';
import type { Databases } from '../support/databases/start-databases.ts';
import { Desk, type DeskOptions } from '../support/desk/launch-desk.ts';
import { goThroughFirstRun, linkAccount } from '../support/desk/new-user.ts';
import type { SimulatorControl } from '../simulator/control/simulator-control.ts';

/** What the settings allow at most; a run sends fewer. */
const MOST_PER_HOUR = 1_000;

/** The built app through all of its lives: killed, and started again on the same folder. */
export class AppUnderTest {
  readonly #options: DeskOptions;
  #desk: Promise<{ desk: Desk; page: Page }>;

  private constructor(options: DeskOptions, desk: Promise<{ desk: Desk; page: Page }>) {
    this.#options = options;
    this.#desk = desk;
  }

  /** Sets the app up as a new user would, on these databases and with an account of the simulator. */
  static async start(
    options: DeskOptions,
    databases: Databases,
    simulator: SimulatorControl,
  ): Promise<AppUnderTest> {
    const first = launch(options);
    const { desk, page } = await first;
    await goThroughFirstRun(page, databases);
    await linkAccount(desk, page, simulator);
    const app = new AppUnderTest(options, first);
    await app.#hurry();
    return app;
  }

  /** A person's pace would make a run last for hours. */
  async #hurry(): Promise<void> {
    const settings = await this.ask('pace.set', {
      userPerHour: MOST_PER_HOUR,
      recipientPerHour: MOST_PER_HOUR,
      shortestGap: 0,
      longestGap: 0,
      warmUpDays: 0,
      firstContactsPerDay: MOST_PER_HOUR,
    });
    const sessions = (await this.ask('session.list', {})) ?? [];
    const accounts = sessions.map(({ sessionId }) =>
      this.ask('pace.setAccount', { sessionId, perHour: MOST_PER_HOUR }),
    );
    await Promise.all(accounts);
    if (settings === null || sessions.length === 0) throw new Error('The pace cannot be set');
  }

  /** The process of the app that runs now. */
  async pid(): Promise<number> {
    const { desk } = await this.#desk;
    const { pid } = desk.app.process();
    if (pid === undefined) throw new Error('The app has no process');
    return pid;
  }

  /** Ends it as a crash would, and starts it again; resolves when its window is there. */
  async killAndStart(): Promise<void> {
    const before = await this.#desk;
    this.#desk = before.desk.kill().then(() => launch(this.#options));
    await this.#desk;
  }

  /** Asks the app that runs now; null when it ended before it answered, or is not ready to answer. */
  async ask<N extends CommandName>(
    command: N,
    input: CommandInput<N>,
  ): Promise<CommandOutput<N> | null> {
    const { page } = await this.#desk;
    const asked = page
      .evaluate(([name, given]) => window.alexia.invoke(name as never, given as never), [
        command,
        input,
      ] as const)
      .catch(() => null);
    const answer = (await asked) as Result<CommandOutput<N>> | null;
    return answer?.ok === true ? answer.value : null;
  }

  async quit(): Promise<void> {
    const { desk } = await this.#desk;
    await desk.quit();
  }

  /** At any time, twice too. */
  async end(): Promise<void> {
    const running = await this.#desk.catch(() => null);
    await running?.desk.kill();
  }
}

async function launch(options: DeskOptions): Promise<{ desk: Desk; page: Page }> {
  const desk = await Desk.launch(options);
  return { desk, page: await desk.mainWindow() };
}
