import { z } from 'zod';

const Environment = z.object({
  /** JSON list of further launch arguments for the WhatsApp browser: how tests reach the simulator. */
  ALEXIA_BROWSER_ARGUMENTS: z.string().default('[]').transform(parseJson).pipe(z.array(z.string())),
  ALEXIA_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  /** The development server of the renderer, set by `npm run dev`. */
  ELECTRON_RENDERER_URL: z.url().optional(),
});
export type Environment = z.infer<typeof Environment>;

/**
 * What the environment may say. An installed app listens to none of it: it would let any program that starts the
 * app lead its WhatsApp browser elsewhere. Throws when a value cannot be used, naming the variable.
 */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
  isInstalled: boolean,
): Environment {
  const parsed = Environment.safeParse(isInstalled ? {} : variables);
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new Error(`The environment cannot be used: ${names}`);
  }
  return parsed.data;
}

/** Undefined where the text is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is not there is refused by the next check, with the variable's name.
    return undefined;
  }
}
