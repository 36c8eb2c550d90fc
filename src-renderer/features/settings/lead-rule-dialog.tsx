import { Button, Group, Modal, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Business } from '../../../src-preload/contract/business.ts';
import {
  type LeadRule,
  LeadRuleDraft,
  type LeadRuleKind,
  leadRuleKinds,
  MAXIMUM_RULE_LENGTH,
  type PatternProblem,
} from '../../../src-preload/contract/lead-rule.ts';
import { LeadRuleTrial } from './lead-rule-trial.tsx';
import styles from './lead-rules-card.module.css';
import { useSettings } from './settings-context.ts';

/** What a new rule adds: together with nearly anything else it makes a lead. */
const USUAL_POINTS = 40;

interface LeadRuleDialogProperties {
  /** Null for a new one. */
  readonly rule: LeadRule | null;
  readonly businesses: readonly Business[];
  readonly onClose: () => void;
}

export function LeadRuleDialog({ rule, businesses, onClose }: LeadRuleDialogProperties): ReactNode {
  const { t } = useTranslation();
  const save = useSettings((state) => state.saveLeadRule);
  const [kind, setKind] = useState<LeadRuleKind>(rule?.kind ?? 'phrase');
  const [content, setContent] = useState(rule?.content ?? '');
  const [points, setPoints] = useState<number | string>(rule?.points ?? USUAL_POINTS);
  const [businessId, setBusinessId] = useState<string>(rule?.businessId ?? '');
  const [problem, setProblem] = useState<PatternProblem | 'too_many' | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const draft = LeadRuleDraft.safeParse({
    kind,
    content,
    points,
    businessId: businessId === '' ? null : businessId,
    isOn: rule?.isOn ?? true,
  }).data;

  const submit = async (): Promise<void> => {
    if (draft === undefined || isSaving) return;
    setIsSaving(true);
    const saved = await save(rule?.ruleId ?? null, draft);
    setIsSaving(false);
    if (saved === 'saved') onClose();
    else if (saved === 'too_many') setProblem('too_many');
    else if (saved !== 'failed') setProblem(saved.problem);
  };
  const words = (): string | undefined => {
    if (problem === null) return undefined;
    return problem === 'too_many' ? t('leadRules.tooMany') : t(`leadRules.problems.${problem}`);
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(rule === null ? 'leadRules.addTitle' : 'leadRules.editTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className={styles.fields}>
          <NativeSelect
            className={styles.grows}
            label={t('leadRules.kind')}
            value={kind}
            data={leadRuleKinds.map((each) => ({
              value: each,
              label: t(`leadRules.kinds.${each}`),
            }))}
            onChange={(event) => {
              setKind(event.currentTarget.value === 'pattern' ? 'pattern' : 'phrase');
              setProblem(null);
            }}
          />
          {businesses.length === 0 ? null : (
            <NativeSelect
              className={styles.grows}
              label={t('leadRules.business')}
              value={businessId}
              data={[
                { value: '', label: t('leadRules.allBusinesses') },
                ...businesses.map((each) => ({ value: each.businessId, label: each.name })),
              ]}
              onChange={(event) => setBusinessId(event.currentTarget.value)}
            />
          )}
        </div>
        <TextInput
          data-autofocus
          label={t(kind === 'pattern' ? 'leadRules.patternText' : 'leadRules.phrase')}
          description={t(kind === 'pattern' ? 'leadRules.patternHelp' : 'leadRules.phraseHelp')}
          dir="auto"
          maxLength={MAXIMUM_RULE_LENGTH}
          value={content}
          error={words()}
          onChange={(event) => {
            setContent(event.currentTarget.value);
            setProblem(null);
          }}
        />
        <NumberInput
          label={t('leadRules.pointsField')}
          description={t('leadRules.pointsHelp')}
          value={points}
          min={-100}
          max={100}
          allowDecimal={false}
          onChange={setPoints}
        />
        <LeadRuleTrial
          draft={draft}
          ruleId={rule?.ruleId ?? null}
          onProblem={(found) => setProblem(found)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={draft === undefined} loading={isSaving}>
            {t('leadRules.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
