import { Button, Popover, Text, UnstyledButton } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Joins } from '../../../src-preload/contract/contact.ts';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import { useContacts } from './contacts-context.ts';
import styles from './contacts-table.module.css';

interface JoinedIdsProperties {
  readonly name: string;
  readonly conversationId: ConversationId;
  readonly count: number;
}

/** Says that WhatsApp knows a person under several ids, and why they are taken for one; takes them apart. */
export function JoinedIds({ name, conversationId, count }: JoinedIdsProperties): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const askJoins = useContacts((state) => state.joinsOf);
  const takeApart = useContacts((state) => state.takeApart);
  const [opened, setOpened] = useState(false);
  const [joins, setJoins] = useState<Joins | null>(null);
  return (
    <Popover opened={opened} onChange={setOpened} width={320} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={styles.tag}
          aria-label={t('identities.why', { name })}
          onClick={() => {
            setOpened(!opened);
            if (!opened) void askJoins(conversationId).then(setJoins);
          }}
        >
          {t('identities.ids', { count })}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('identities.why', { name })}>
        <Text size="sm">{t('identities.explanation', { count })}</Text>
        {joins?.evidence.map(({ source, at }) => (
          <Text key={`${source} ${at}`} size="sm" c="dimmed" mt="xs">
            {t(`identities.evidence.${source}`)} {formats.date(at)}
          </Text>
        ))}
        <Button
          mt="sm"
          size="compact-sm"
          variant="default"
          onClick={() => {
            setOpened(false);
            void takeApart(conversationId);
          }}
        >
          {t('identities.takeApart')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
