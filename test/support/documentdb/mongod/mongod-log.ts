import { appendFileSync } from 'node:fs';

type Severity = 'I' | 'W' | 'E' | 'F';

/** Lines in the JSON form that mongod writes since 4.4. */
export class MongodLog {
  constructor(
    /** Null: standard output. */
    private readonly file: string | null,
    private readonly quiet: boolean,
  ) {}

  info(component: string, message: string, attributes: Record<string, unknown> = {}): void {
    this.#write('I', component, message, attributes);
  }

  /** What happens for every client; --quiet leaves it out. */
  detail(component: string, message: string, attributes: Record<string, unknown> = {}): void {
    if (!this.quiet) this.#write('I', component, message, attributes);
  }

  warn(component: string, message: string, attributes: Record<string, unknown> = {}): void {
    this.#write('W', component, message, attributes);
  }

  error(component: string, message: string, attributes: Record<string, unknown> = {}): void {
    this.#write('E', component, message, attributes);
  }

  #write(
    severity: Severity,
    component: string,
    message: string,
    attributes: Record<string, unknown>,
  ): void {
    const line = `${JSON.stringify({
      t: { $date: new Date().toISOString() },
      s: severity,
      c: component,
      ctx: 'initandlisten',
      msg: message,
      ...(Object.keys(attributes).length > 0 ? { attr: attributes } : {}),
    })}\n`;
    if (this.file === null) process.stdout.write(line);
    else appendFileSync(this.file, line);
  }
}
