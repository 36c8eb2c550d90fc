import { Button, Group, Modal, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { isClosed } from '../../../src-preload/contract/lead.ts';
import {
  MAXIMUM_STAGE_NAME,
  type StageSetting,
} from '../../../src-preload/contract/lead-change.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useLeads } from './leads-context.ts';

/** Gives the stages the team's names and order; won and lost stay what they are, and last. */
export function StagesDialog(): ReactNode {
  const { t } = useTranslation();
  const isOpen = useLeads((state) => state.areStagesEdited);
  const edit = useLeads((state) => state.editStages);
  return (
    <Modal
      opened={isOpen}
      onClose={() => edit(false)}
      title={t('pipeline.editStages')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      centered
    >
      {isOpen ? <StagesForm /> : null}
    </Modal>
  );
}

function StagesForm(): ReactNode {
  const { t } = useTranslation();
  const stages = useLeads((state) => state.stages);
  const save = useLeads((state) => state.saveStages);
  const edit = useLeads((state) => state.editStages);
  const [typed, setTyped] = useState<readonly StageSetting[]>(stages);
  const openCount = typed.filter(({ stage }) => !isClosed(stage)).length;
  const rename = (index: number, name: string): void =>
    setTyped(typed.map((each, at) => (at === index ? { ...each, name } : each)));
  const move = (index: number, by: number): void => {
    const order = [...typed];
    order.splice(index + by, 0, ...order.splice(index, 1));
    setTyped(order);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const named = typed.map(({ stage, name }) => {
          const wanted = name?.trim() ?? '';
          return { stage, name: wanted === '' ? null : wanted };
        });
        void save(named);
      }}
    >
      <p style={{ margin: '0 0 var(--desk-space-3)', color: 'var(--desk-muted)' }}>
        {t('pipeline.stagesHelp')}
      </p>
      {typed.map(({ stage, name }, index) => {
        const word = t(`leads.stages.${stage}`);
        return (
          <Group key={stage} gap="xs" wrap="nowrap" mb="xs">
            <TextInput
              style={{ flex: 1 }}
              aria-label={t('pipeline.nameOfStage', { stage: word })}
              placeholder={word}
              value={name ?? ''}
              maxLength={MAXIMUM_STAGE_NAME}
              onChange={(event) => rename(index, event.currentTarget.value)}
            />
            <IconButton
              name={t('pipeline.stageUp', { stage: word })}
              disabled={index === 0 || isClosed(stage)}
              onClick={() => move(index, -1)}
            >
              <IconArrowUp size="1rem" stroke={1.8} />
            </IconButton>
            <IconButton
              name={t('pipeline.stageDown', { stage: word })}
              disabled={index >= openCount - 1}
              onClick={() => move(index, 1)}
            >
              <IconArrowDown size="1rem" stroke={1.8} />
            </IconButton>
          </Group>
        );
      })}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={() => edit(false)}>
          {t('common.cancel')}
        </Button>
        <Button type="submit">{t('pipeline.keep')}</Button>
      </Group>
    </form>
  );
}
