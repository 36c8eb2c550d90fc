import { quirks } from './config.ts';
import { server } from './server-connection.ts';

/** WhatsApp Web's `require`: throws for unknown names, and tells the server so that a new library shows its needs. */
export function createRequire(modules: Readonly<Record<string, unknown>>) {
  const reported = new Set<string>();
  return (name: string): unknown => {
    const isDropped = quirks().dropModules?.includes(name) === true;
    if (Object.hasOwn(modules, name) && !isDropped) return modules[name];
    if (!reported.has(name)) {
      reported.add(name);
      server.tell('missingModule', { name });
    }
    throw new Error(`Requiring unknown module "${name}"`);
  };
}
