import { Button, Group, Modal, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { MAXIMUM_LABEL_LENGTH } from '../../../src-preload/contract/conversation.ts';
import {
  derivedColour,
  type Label,
  type LabelColour,
  labelColours,
  LabelDraft,
} from '../../../src-preload/contract/label.ts';
import { useLabelsOfTeam } from '../../labels/team-labels-context.ts';
import { LabelPill } from '../../labels/label-pill.tsx';
import styles from './labels-card.module.css';

interface LabelDialogProperties {
  /** Null for a new one. */
  readonly label: Label | null;
  readonly onClose: () => void;
}

export function LabelDialog({ label, onClose }: LabelDialogProperties): ReactNode {
  const { t } = useTranslation();
  const save = useLabelsOfTeam((state) => state.saveLabel);
  const [name, setName] = useState(label?.name ?? '');
  const [chosen, setChosen] = useState<LabelColour | null>(label?.colour ?? null);
  const [isTaken, setIsTaken] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const word = name.trim();
  // Until somebody chooses one it is the one that comes with the word, as in the inbox.
  const colour = chosen ?? derivedColour(word);
  const draft = LabelDraft.safeParse({ name, colour });

  const submit = async (): Promise<void> => {
    if (draft.data === undefined || isSaving) return;
    setIsSaving(true);
    const outcome = await save(label?.labelId ?? null, draft.data);
    setIsSaving(false);
    if (outcome === 'saved') onClose();
    setIsTaken(outcome === 'name_taken');
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={t(label === null ? 'teamLabels.addTitle' : 'teamLabels.editTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextInput
          data-autofocus
          label={t('teamLabels.name')}
          description={label === null ? undefined : t('teamLabels.nameHelp')}
          dir="auto"
          maxLength={MAXIMUM_LABEL_LENGTH}
          value={name}
          error={isTaken ? t('teamLabels.nameTaken') : undefined}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setIsTaken(false);
          }}
        />
        <fieldset className={styles.colours}>
          <legend className={styles.legend}>{t('teamLabels.colour')}</legend>
          {labelColours.map((each) => (
            <label key={each} className={styles.swatch}>
              <input
                type="radio"
                name="colour"
                className="desk-visually-hidden"
                value={each}
                checked={each === colour}
                onChange={() => setChosen(each)}
              />
              <LabelPill label={t(`teamLabels.colours.${each}`)} colour={each} />
            </label>
          ))}
        </fieldset>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={!draft.success} loading={isSaving}>
            {t('teamLabels.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
