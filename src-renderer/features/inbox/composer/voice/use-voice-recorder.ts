import { useEffect, useRef, useState } from 'react';
import type { ConversationId } from '../../../../../src-preload/contract/ids.ts';
import { useInbox } from '../../inbox-context.ts';
import {
  problemOf,
  type Recording,
  type RecordingProblem,
  startRecording,
} from './start-recording.ts';

export interface VoiceRecorder {
  /** Null while nothing is recorded. */
  readonly recording: Recording | null;
  /** Why the last one did not work; null when it did. */
  readonly problem: RecordingProblem | null;
  readonly start: () => void;
  readonly cancel: () => void;
  /** Ends it: it is listened to first, or sent at once. */
  readonly finish: (isSent: boolean) => void;
}

/**
 * Records a voice note for a conversation. Whoever opens another conversation meanwhile loses nothing: what was
 * recorded stays with what is written in the first one.
 */
export function useVoiceRecorder(conversationId: ConversationId): VoiceRecorder {
  const attach = useInbox((state) => state.attach);
  const sendDraft = useInbox((state) => state.sendDraft);
  const allow = useInbox((state) => state.allowMicrophone);
  const release = useInbox((state) => state.releaseMicrophone);
  const [recording, setRecording] = useState<Recording | null>(null);
  const [problem, setProblem] = useState<RecordingProblem | null>(null);
  const current = useRef<Recording | null>(null);
  /** Whether the microphone is being asked for. */
  const isStarting = useRef(false);
  /** Counts the conversations: a microphone that is given too late is given back. */
  const visit = useRef(0);

  const takeCurrent = (): Recording | null => {
    const taken = current.current;
    current.current = null;
    setRecording(null);
    return taken;
  };

  const keep = async (done: Recording, isSent: boolean): Promise<void> => {
    try {
      const { file, duration } = await done.finish();
      attach(conversationId, [file], { duration });
      if (isSent) await sendDraft(conversationId);
    } catch {
      setProblem('failed');
    } finally {
      void release();
    }
  };

  const finish = (isSent: boolean): void => {
    const done = takeCurrent();
    if (done !== null) void keep(done, isSent);
  };

  const start = async (): Promise<void> => {
    if (isStarting.current || current.current !== null) return;
    const mine = visit.current;
    isStarting.current = true;
    setProblem(null);
    try {
      if ((await allow()) === 'refused') {
        setProblem('refused');
        return;
      }
      const begun = await startRecording(() => finish(false));
      if (visit.current === mine) {
        current.current = begun;
        setRecording(begun);
      } else {
        begun.cancel();
        void release();
      }
    } catch (error) {
      setProblem(problemOf(error));
      void release();
    } finally {
      isStarting.current = false;
    }
  };

  const leave = useRef(finish);
  useEffect(() => {
    leave.current = finish;
  });
  useEffect(
    () => () => {
      visit.current += 1;
      setProblem(null);
      leave.current(false);
    },
    [conversationId],
  );

  return {
    recording,
    problem,
    start: () => void start(),
    cancel() {
      takeCurrent()?.cancel();
      void release();
    },
    finish,
  };
}
