import { Alert, Button, MultiSelect, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { type NotificationSettings, TimeOfDay } from '../../../src-preload/contract/desktop.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { LabelChip } from '../../labels/label-chip.tsx';
import { useTeamLabels } from '../../labels/use-team-labels.ts';
import { useNow, useTimeFormats } from '../../ui/time/time-context.tsx';
import { Setting } from './setting.tsx';
import styles from './settings-area.module.css';
import { useSettings } from './settings-context.ts';
import { Toggle } from './toggle.tsx';

const USUAL_QUIET_HOURS = { from: '20:00', to: '08:00' };

/** What this computer announces, and when it does not. */
export function NotificationsCard(): ReactNode {
  const { t } = useTranslation();
  const notifications = useSettings((state) => shownValue(state.settings)?.notifications);
  return (
    <section className={styles.card} aria-label={t('desktop.notifications')}>
      <h2 className={styles.title}>{t('desktop.notifications')}</h2>
      {notifications === undefined ? null : <NotificationFields notifications={notifications} />}
    </section>
  );
}

function NotificationFields({
  notifications,
}: {
  readonly notifications: NotificationSettings;
}): ReactNode {
  const { t } = useTranslation();
  const change = useSettings((state) => state.setNotifications);
  const { enabled, quietHours, mutedConversations, mutedLabels, pausedUntil } = notifications;
  const team = useTeamLabels();
  const now = useNow('minutes');
  const isPaused = pausedUntil !== null && pausedUntil > now;
  const { full } = useTimeFormats();
  const service = useSettings((state) => state.notificationService);
  const loadService = useSettings((state) => state.loadNotificationService);
  useEffect(() => void loadService(), [loadService]);
  return (
    <>
      {service?.isMissing ? (
        <Alert className={styles.notice ?? ''} role="alert" color="yellow">
          {t('desktop.unavailable')}
        </Alert>
      ) : null}
      <Toggle
        name={t('desktop.announce')}
        help={t('desktop.announceHelp')}
        checked={enabled}
        onChange={(checked) => void change({ enabled: checked })}
      />
      {isPaused ? (
        <div className={styles.setting} role="status">
          <div className={styles.help}>{t('desktop.paused', { time: full(pausedUntil) })}</div>
          <Button variant="default" size="xs" onClick={() => void change({ pausedUntil: null })}>
            {t('desktop.resume')}
          </Button>
        </div>
      ) : null}
      <Toggle
        name={t('desktop.showText')}
        help={t('desktop.showTextHelp')}
        checked={notifications.showText}
        disabled={!enabled}
        onChange={(checked) => void change({ showText: checked })}
      />
      {service?.takesSilence === false ? (
        <Setting name={t('desktop.systemSound')} help={t('desktop.systemSoundHelp')} />
      ) : (
        <Toggle
          name={t('desktop.sound')}
          help={t('desktop.soundHelp')}
          checked={notifications.sound}
          disabled={!enabled || service === null}
          onChange={(checked) => void change({ sound: checked })}
        />
      )}
      <Toggle
        name={t('desktop.quiet')}
        help={t('desktop.quietHelp')}
        checked={quietHours !== null}
        disabled={!enabled}
        onChange={(checked) => void change({ quietHours: checked ? USUAL_QUIET_HOURS : null })}
      />
      {quietHours === null ? null : (
        <div className={styles.pair}>
          {(['from', 'to'] as const).map((end) => (
            <TimeField
              key={end}
              label={t(end === 'from' ? 'desktop.quietFrom' : 'desktop.quietTo')}
              time={quietHours[end]}
              onChange={(time) => void change({ quietHours: { ...quietHours, [end]: time } })}
            />
          ))}
        </div>
      )}
      <div className={styles.setting}>
        <MultiSelect
          className={styles.grows}
          label={t('desktop.mutedLabels')}
          description={t('desktop.mutedLabelsHelp')}
          // One that was deleted has no name, and goes with the next change.
          value={team.map(({ labelId }) => labelId).filter((id) => mutedLabels.includes(id))}
          data={team.map(({ labelId, name }) => ({ value: labelId, label: name }))}
          renderOption={({ option }) => <LabelChip label={option.label} />}
          nothingFoundMessage={t('desktop.noLabels')}
          maxValues={100}
          searchable
          onChange={(ids) =>
            void change({
              mutedLabels: team.flatMap(({ labelId }) => (ids.includes(labelId) ? [labelId] : [])),
            })
          }
        />
      </div>
      {mutedConversations.length === 0 ? null : (
        <div className={styles.setting}>
          <div className={styles.help}>
            {t('desktop.muted', { count: mutedConversations.length })}
          </div>
          <Button
            variant="default"
            size="xs"
            onClick={() => void change({ mutedConversations: [] })}
          >
            {t('desktop.unmuteAll')}
          </Button>
        </div>
      )}
      <TestNotification />
    </>
  );
}

/** Kept when it is a time; what is being typed is not yet one. */
function TimeField(properties: {
  readonly label: string;
  readonly time: string;
  readonly onChange: (time: string) => void;
}): ReactNode {
  const { label, time, onChange } = properties;
  const [typed, setTyped] = useState(time);
  return (
    <TextInput
      type="time"
      label={label}
      value={typed}
      onChange={(event) => {
        const { value } = event.currentTarget;
        setTyped(value);
        if (TimeOfDay.safeParse(value).success) onChange(value);
      }}
    />
  );
}

function TestNotification(): ReactNode {
  const { t } = useTranslation();
  const test = useSettings((state) => state.testNotification);
  const outcome = useSettings((state) => state.notificationTest);
  return (
    <div className={styles.setting}>
      <div className={styles.help} role="status">
        {outcome === null
          ? ''
          : t(outcome === 'shown' ? 'desktop.testShown' : 'desktop.testNotShown')}
      </div>
      <Button variant="default" onClick={() => void test()}>
        {t('desktop.test')}
      </Button>
    </div>
  );
}
