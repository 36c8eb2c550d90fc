import { ActionIcon, Button, Group, Modal, Switch, Text } from '@mantine/core';
import { IconPencil, IconPlus, IconTargetArrow, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Business } from '../../../src-preload/contract/business.ts';
import type { LeadRule } from '../../../src-preload/contract/lead-rule.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { isolated } from '../../i18n/isolated.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import { RowList } from '../../ui/row-list.tsx';
import { LeadLearning } from './lead-learning.tsx';
import { LeadRuleDialog } from './lead-rule-dialog.tsx';
import styles from './lead-rules-card.module.css';
import { useSettings } from './settings-context.ts';

/** What a dialog is about: one of the rules, or a new one. */
type Opened =
  | { readonly kind: 'edit'; readonly rule: LeadRule | null }
  | { readonly kind: 'delete'; readonly rule: LeadRule };

/** How buying messages are found, and the team's own rules for it. */
export function LeadRulesCard(): ReactNode {
  const { t } = useTranslation();
  const data = useSettings((state) => state.leadRules);
  const load = useSettings((state) => state.loadLeadRules);
  const [opened, setOpened] = useState<Opened | null>(null);
  useEffect(() => void load(), [load]);
  const value = shownValue(data);
  const close = (): void => setOpened(null);
  return (
    <section className={styles.card} aria-label={t('leadRules.title')}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t('leadRules.title')}</h2>
        <Button
          variant="light"
          size="xs"
          leftSection={<IconPlus size="1rem" stroke={1.9} aria-hidden="true" />}
          disabled={value === undefined}
          onClick={() => setOpened({ kind: 'edit', rule: null })}
        >
          {t('leadRules.add')}
        </Button>
      </div>
      <p className={styles.help}>{t('leadRules.help')}</p>
      <p className={styles.help}>{t('leadRules.languages')}</p>
      {value === undefined ? (
        data.status === 'failed' ? (
          <ErrorState
            isSmall
            title={t('leadRules.loadFailedTitle')}
            failure={data.failure}
            onRetry={() => void load()}
          />
        ) : (
          <SkeletonBlock rem={6} />
        )
      ) : value.rules.length === 0 ? (
        <EmptyState isSmall icon={<IconTargetArrow stroke={1.6} />} title={t('leadRules.none')} />
      ) : (
        <RowList className={styles.list}>
          {value.rules.map((rule) => (
            <RuleRow
              key={rule.ruleId}
              rule={rule}
              businesses={value.businesses}
              onOpen={setOpened}
            />
          ))}
        </RowList>
      )}
      <LeadLearning />
      {value !== undefined && opened?.kind === 'edit' ? (
        <LeadRuleDialog rule={opened.rule} businesses={value.businesses} onClose={close} />
      ) : null}
      {opened?.kind === 'delete' ? <DeleteDialog rule={opened.rule} onClose={close} /> : null}
    </section>
  );
}

function RuleRow({
  rule,
  businesses,
  onOpen,
}: {
  readonly rule: LeadRule;
  readonly businesses: readonly Business[];
  readonly onOpen: (opened: Opened) => void;
}): ReactNode {
  const { t } = useTranslation();
  const save = useSettings((state) => state.saveLeadRule);
  const { content, businessId, updatedBy, points, kind, isOn, ruleId } = rule;
  const business = businesses.find((each) => each.businessId === businessId)?.name;
  const notes = [
    ...(kind === 'pattern' ? [t('leadRules.pattern')] : []),
    business === undefined ? t('leadRules.allBusinesses') : isolated(business),
    ...(updatedBy === null ? [] : [t('leadRules.changedBy', { name: updatedBy })]),
  ];
  return (
    <li className={styles.row}>
      <span className={styles.points} data-against={points < 0 || undefined}>
        {signed(points)}
      </span>
      <div className={styles.words}>
        <span className={kind === 'pattern' ? styles.pattern : undefined} dir="auto">
          {content}
        </span>
        <span className={styles.notes}>{notes.join(' · ')}</span>
      </div>
      <Switch
        aria-label={t('leadRules.turnOn', { rule: content })}
        checked={isOn}
        onChange={(event) => {
          const { checked } = event.currentTarget;
          void save(ruleId, { kind, content, points, businessId, isOn: checked });
        }}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('leadRules.edit', { rule: content })}
        onClick={() => onOpen({ kind: 'edit', rule })}
      >
        <IconPencil size="1.1rem" stroke={1.8} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('leadRules.delete', { rule: content })}
        onClick={() => onOpen({ kind: 'delete', rule })}
      >
        <IconTrash size="1.1rem" stroke={1.8} />
      </ActionIcon>
    </li>
  );
}

/** With a sign that is as wide as a digit. */
function signed(points: number): string {
  return points < 0 ? `−${-points}` : `+${points}`;
}

function DeleteDialog({
  rule: { content, ruleId },
  onClose,
}: {
  readonly rule: LeadRule;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const remove = useSettings((state) => state.deleteLeadRule);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('leadRules.deleteTitle', { rule: content })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Text size="sm">{t('leadRules.deleteText')}</Text>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('common.cancel')}
        </Button>
        <Button
          color="red"
          onClick={() => {
            void remove(ruleId);
            onClose();
          }}
        >
          {t('leadRules.deleteConfirm')}
        </Button>
      </Group>
    </Modal>
  );
}
