import { z } from 'zod';

// zod compiles object schemas with `new Function`, which the content security policy forbids; probing for it would
// already be reported as a violation. Must be imported before any module of the contract.
z.config({ jitless: true });
