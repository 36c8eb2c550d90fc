import { createContext, useContext } from 'react';
import type { CommandName } from '../../src-preload/contract/contract.ts';

/** The commands that whoever works here may not give. Main decides; this is so that nothing is offered in vain. */
const Refused = createContext<ReadonlySet<string>>(new Set());
export const RefusedCommands = Refused.Provider;

/** Whether a command may be given by whoever works here. */
export function useMay(): (command: CommandName) => boolean {
  const refused = useContext(Refused);
  return (command) => !refused.has(command);
}
