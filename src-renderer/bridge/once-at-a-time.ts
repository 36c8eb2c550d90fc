/**
 * Runs it once at a time: whoever asks while it is under way has it run once more after that. What is answered resolves
 * when nothing is left to run.
 */
export function onceAtATime(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isAskedAgain = false;
  const takeAsked = (): boolean => {
    const wasAsked = isAskedAgain;
    isAskedAgain = false;
    return wasAsked;
  };
  return () => {
    if (running) {
      isAskedAgain = true;
      return running;
    }
    running = (async () => {
      try {
        do await run();
        while (takeAsked());
      } finally {
        running = null;
      }
    })();
    return running;
  };
}
