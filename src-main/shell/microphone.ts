import { systemPreferences } from 'electron';

/** Whether our own window may use the microphone just now: only while a person records. */
export class Microphone {
  #isAllowed = false;

  get isAllowed(): boolean {
    return this.#isAllowed;
  }

  /** Until `release`. What the system itself refuses, nobody here can allow. */
  async allow(): Promise<'allowed' | 'refused'> {
    this.#isAllowed = await isGrantedBySystem();
    return this.#isAllowed ? 'allowed' : 'refused';
  }

  release(): void {
    this.#isAllowed = false;
  }
}

async function isGrantedBySystem(): Promise<boolean> {
  if (process.platform === 'darwin') return systemPreferences.askForMediaAccess('microphone');
  if (process.platform !== 'win32') return true;
  return systemPreferences.getMediaAccessStatus('microphone') !== 'denied';
}
