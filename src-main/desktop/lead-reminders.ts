import type { NotificationSettings } from '../../src-preload/contract/desktop.ts';
import type { LeadId } from '../../src-preload/contract/ids.ts';
import type { Lead } from '../../src-preload/contract/lead.ts';
import type { Clock } from '../common/clock.ts';
import { isUnreachable } from '../common/is-unreachable.ts';
import type { Log } from '../log/log.ts';
import type { DesktopWords } from './desktop-words.ts';
import type { NotificationActions, NotificationContent, ShownNotification } from './notifier.ts';
import { isQuiet } from './quiet-hours.ts';

/** How often it is asked what is due, in milliseconds: so late a reminder can be, also after the computer slept. */
const ASK_MS = 15_000;
/** What is asked for at a time. */
const AT_MOST = 50;
/** Of more than these at once only the number is told. */
const SHOWN_ONE_BY_ONE = 3;

interface LeadRemindersInput {
  settings(): NotificationSettings;
  words(): DesktopWords;
  /** The open leads of whoever works here of which they are to be reminded by now; none while nobody does. */
  readDue(now: number, limit: number): Promise<readonly Lead[]>;
  /** Whether this desktop is the one that reminds of it: one of all desktops is. */
  take(leadId: LeadId, at: number): Promise<boolean>;
  show(content: NotificationContent, actions: NotificationActions): ShownNotification;
  openLead(leadId: LeadId): void;
  /** Brings the main window to the front as it is. */
  showMain(): void;
  clock: Clock;
  log: Log;
}

/**
 * Reminds the owner of a lead of its next step, once over all desktops. What falls due while the app is closed, the
 * notifications are paused or it is quiet, is told afterwards: only what was told is marked as told.
 */
export class LeadReminders {
  readonly #input: LeadRemindersInput;
  #cancel: (() => void) | null = null;
  #asking: Promise<void> = Promise.resolve();

  constructor(input: LeadRemindersInput) {
    this.#input = input;
  }

  start(): void {
    if (this.#cancel === null) this.#askIn(0);
  }

  /** Resolves when nothing more is shown. */
  async stop(): Promise<void> {
    this.#cancel?.();
    this.#cancel = null;
    await this.#asking;
  }

  #askIn(milliseconds: number): void {
    this.#cancel = this.#input.clock.after(milliseconds, () => {
      this.#asking = this.#ask().finally(() => {
        if (this.#cancel !== null) this.#askIn(ASK_MS);
      });
    });
  }

  async #ask(): Promise<void> {
    const { settings, readDue, take, clock, log } = this.#input;
    const now = clock.now();
    if (!settings().enabled || isQuiet(settings(), now)) return;
    const taken: Lead[] = [];
    try {
      for (const lead of await readDue(now, AT_MOST)) {
        const at = lead.nextStep?.at;
        if (typeof at === 'number' && (await take(lead.leadId, at))) taken.push(lead);
      }
    } catch (error) {
      log[isUnreachable(error) ? 'debug' : 'warn']('What is due could not be read', { error });
    }
    // Also where it failed half-way: what was taken nobody else tells.
    this.#tell(taken);
  }

  #tell(leads: readonly Lead[]): void {
    const { settings, words, show, openLead, showMain } = this.#input;
    const { showText, sound } = settings();
    if (leads.length > SHOWN_ONE_BY_ONE) {
      const content = {
        title: words().stepsDue(leads.length),
        body: words().stepsDueText,
        silent: !sound,
      };
      show(content, { onClick: showMain });
      return;
    }
    for (const { leadId, contactName, nextStep } of leads) {
      const content = {
        title: words().stepDue(contactName),
        body: showText && nextStep ? nextStep.text : words().stepDueText,
        silent: !sound,
      };
      show(content, { onClick: () => openLead(leadId) });
    }
  }
}
