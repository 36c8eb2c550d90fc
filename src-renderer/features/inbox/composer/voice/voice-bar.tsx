import { ActionIcon } from '@mantine/core';
import {
  IconArrowUp,
  IconPlayerPauseFilled,
  IconPlayerStopFilled,
  IconMicrophone,
  IconTrash,
} from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from '../../../../i18n/use-translation.tsx';
import { durationText } from '../../media/media-words.ts';
import { LevelBars } from './level-bars.tsx';
import type { Recording } from './start-recording.ts';
import type { VoiceRecorder } from './use-voice-recorder.ts';
import styles from './voice.module.css';

/** How often the level is looked at, in milliseconds, and how many of them are shown. */
const LEVEL_MS = 100;
const LEVELS = 60;

/** In the place of the field while a voice note is recorded. Escape stops, and nothing is thrown away. */
export function VoiceBar({
  recording,
  voice,
}: {
  readonly recording: Recording;
  readonly voice: VoiceRecorder;
}): ReactNode {
  const { t } = useTranslation();
  const [levels, setLevels] = useState<readonly number[]>(() => Array<number>(LEVELS).fill(0));
  const [seconds, setSeconds] = useState(0);
  const [isPaused, setPaused] = useState(false);
  const stop = useRef<HTMLButtonElement>(null);
  useEffect(() => stop.current?.focus(), []);
  useEffect(() => {
    if (isPaused) return undefined;
    const timer = setInterval(() => {
      setSeconds(recording.seconds());
      setLevels((known) => [...known.slice(1), recording.level()]);
    }, LEVEL_MS);
    return () => clearInterval(timer);
  }, [recording, isPaused]);

  return (
    <div
      className={styles.recorder}
      role="group"
      aria-label={t('composer.voice.recording')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        voice.finish(false);
      }}
    >
      <ActionIcon
        variant="subtle"
        color="gray"
        size="2.125rem"
        radius="md"
        aria-label={t('composer.voice.cancel')}
        onClick={voice.cancel}
      >
        <IconTrash size="1.2rem" stroke={1.8} />
      </ActionIcon>
      <span className={styles.light} data-paused={isPaused} aria-hidden="true" />
      <span className={styles.time} role="timer" aria-label={t('composer.voice.time')}>
        {durationText(seconds)}
      </span>
      <LevelBars levels={levels} />
      <ActionIcon
        variant="subtle"
        color="gray"
        size="2.125rem"
        radius="md"
        aria-label={t(isPaused ? 'composer.voice.resume' : 'composer.voice.pause')}
        onClick={() => {
          if (isPaused) recording.resume();
          else recording.pause();
          setPaused(!isPaused);
        }}
      >
        {isPaused ? (
          <IconMicrophone size="1.2rem" stroke={1.8} />
        ) : (
          <IconPlayerPauseFilled size="1.1rem" />
        )}
      </ActionIcon>
      <ActionIcon
        ref={stop}
        variant="light"
        size="2.125rem"
        radius="md"
        aria-label={t('composer.voice.stop')}
        onClick={() => voice.finish(false)}
      >
        <IconPlayerStopFilled size="1.1rem" />
      </ActionIcon>
      <ActionIcon
        size="2.125rem"
        radius="md"
        aria-label={t('composer.voice.send')}
        onClick={() => voice.finish(true)}
      >
        <IconArrowUp size="1.2rem" stroke={2.2} />
      </ActionIcon>
    </div>
  );
}
