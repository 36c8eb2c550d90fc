import { ActionIcon, Button } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconPencil,
  IconPlus,
  IconTag,
  IconTrash,
  type TablerIcon,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Label } from '../../../src-preload/contract/label.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { useLabelsOfTeam } from '../../labels/team-labels-context.ts';
import { LabelPill } from '../../labels/label-pill.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import { DeleteLabelDialog } from './delete-label-dialog.tsx';
import { LabelDialog } from './label-dialog.tsx';
import { RowList } from '../../ui/row-list.tsx';
import styles from './labels-card.module.css';

/** What a dialog is about: one of the labels, or a new one. */
type Opened =
  | { readonly kind: 'edit'; readonly label: Label | null }
  | { readonly kind: 'delete'; readonly label: Label };

/** The team's labels: made, renamed, coloured, ordered and deleted here. */
export function LabelsCard(): ReactNode {
  const { t } = useTranslation();
  const data = useLabelsOfTeam((state) => state.labels);
  const load = useLabelsOfTeam((state) => state.loadLabels);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [moved, setMoved] = useState('');
  const labels = shownValue(data);
  const close = (): void => setOpened(null);
  return (
    <section className={styles.card} aria-label={t('teamLabels.title')}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t('teamLabels.title')}</h2>
        <Button
          variant="light"
          size="xs"
          leftSection={<IconPlus size="1rem" stroke={1.9} aria-hidden="true" />}
          disabled={labels === undefined}
          onClick={() => setOpened({ kind: 'edit', label: null })}
        >
          {t('teamLabels.add')}
        </Button>
      </div>
      <p className={styles.help}>{t('teamLabels.help')}</p>
      {labels === undefined ? (
        data.status === 'failed' ? (
          <ErrorState
            isSmall
            title={t('teamLabels.loadFailedTitle')}
            failure={data.failure}
            onRetry={() => void load()}
          />
        ) : (
          <SkeletonBlock rem={6} />
        )
      ) : labels.length === 0 ? (
        <EmptyState isSmall icon={<IconTag stroke={1.6} />} title={t('teamLabels.none')} />
      ) : (
        <RowList className={styles.list}>
          {labels.map((label, place) => (
            <LabelRow
              key={label.labelId}
              label={label}
              place={place}
              count={labels.length}
              onOpen={setOpened}
              onMoved={setMoved}
            />
          ))}
        </RowList>
      )}
      <div className="desk-visually-hidden" role="status">
        {moved}
      </div>
      {opened?.kind === 'edit' ? <LabelDialog label={opened.label} onClose={close} /> : null}
      {opened?.kind === 'delete' ? (
        <DeleteLabelDialog label={opened.label} onClose={close} />
      ) : null}
    </section>
  );
}

interface LabelRowProperties {
  readonly label: Label;
  /** From 0, of so many. */
  readonly place: number;
  readonly count: number;
  readonly onOpen: (opened: Opened) => void;
  /** What is said of where it stands now. */
  readonly onMoved: (words: string) => void;
}

function LabelRow({ label, place, count, onOpen, onMoved }: LabelRowProperties): ReactNode {
  const { t } = useTranslation();
  const move = useLabelsOfTeam((state) => state.moveLabel);
  const { labelId, name, colour } = label;
  const button = (words: string, Icon: TablerIcon, act: () => void): ReactNode => (
    <ActionIcon variant="subtle" color="gray" aria-label={words} title={words} onClick={act}>
      <Icon size="1.1rem" stroke={1.8} />
    </ActionIcon>
  );
  const mover = (words: string, Icon: TablerIcon, to: number): ReactNode => {
    const isPossible = to >= 0 && to < count;
    return (
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={words}
        title={words}
        // Not disabled: whoever has moved it to the end with the keyboard is still here.
        aria-disabled={!isPossible}
        className={styles.mover}
        onClick={(event) => {
          if (!isPossible) return;
          const pressed = event.currentTarget;
          void move(labelId, to).then(() => {
            // The row has another place in the page now, and may have lost the focus on its way.
            pressed.focus();
            onMoved(t('teamLabels.moved', { name, place: to + 1, count }));
          });
        }}
      >
        <Icon size="1.1rem" stroke={1.8} />
      </ActionIcon>
    );
  };
  return (
    <li className={styles.row}>
      <span className={styles.name}>
        <LabelPill label={name} colour={colour} />
      </span>
      {mover(t('teamLabels.moveUp', { name }), IconArrowUp, place - 1)}
      {mover(t('teamLabels.moveDown', { name }), IconArrowDown, place + 1)}
      {button(t('teamLabels.edit', { name }), IconPencil, () => onOpen({ kind: 'edit', label }))}
      {button(t('teamLabels.delete', { name }), IconTrash, () => onOpen({ kind: 'delete', label }))}
    </li>
  );
}
