import { Button, Checkbox, Group, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Business } from '../../../src-preload/contract/business.ts';
import {
  MAXIMUM_QUICK_REPLY_LENGTH,
  type QuickReply,
  QuickReplyDraft,
  type QuickReplyVariable,
  quickReplyVariables,
  Shortcut,
} from '../../../src-preload/contract/quick-reply.ts';
import {
  fillVariables,
  firstNameOf,
  placeholderOf,
  type VariableValues,
} from '../../ui/fill-variables.ts';
import { typeInto } from '../../ui/type-into.ts';
import styles from './quick-replies-card.module.css';
import { useSettings } from './settings-context.ts';

interface QuickReplyDialogProperties {
  /** Null for a new one. */
  readonly reply: QuickReply | null;
  readonly businesses: readonly Business[];
  readonly onClose: () => void;
}

export function QuickReplyDialog({
  reply,
  businesses,
  onClose,
}: QuickReplyDialogProperties): ReactNode {
  const { t } = useTranslation();
  const save = useSettings((state) => state.saveQuickReply);
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? '');
  const [content, setContent] = useState(reply?.content ?? '');
  const [businessId, setBusinessId] = useState<string>(reply?.businessId ?? '');
  const [isMarketing, setIsMarketing] = useState(reply?.isMarketing ?? false);
  const [isTaken, setIsTaken] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const samples = useSampleValues();
  const text = useRef<HTMLTextAreaElement>(null);
  const draft = QuickReplyDraft.safeParse({
    shortcut,
    content,
    businessId: businessId === '' ? null : businessId,
    isMarketing,
  });
  const isInvalid = shortcut !== '' && !Shortcut.safeParse(shortcut).success;

  const submit = async (): Promise<void> => {
    if (draft.data === undefined || isSaving) return;
    setIsSaving(true);
    const outcome = await save(reply?.quickReplyId ?? null, draft.data);
    setIsSaving(false);
    if (outcome === 'saved') onClose();
    setIsTaken(outcome === 'shortcut_taken');
  };

  const insert = (variable: QuickReplyVariable): void => {
    const field = text.current;
    const from = field?.selectionStart ?? content.length;
    const to = field?.selectionEnd ?? content.length;
    typeInto(field, { from, to }, placeholderOf(variable));
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(reply === null ? 'quickReplies.addTitle' : 'quickReplies.editTitle')}
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
          <TextInput
            data-autofocus
            className={styles.grows}
            label={t('quickReplies.shortcut')}
            leftSection="/"
            maxLength={40}
            value={shortcut}
            error={
              isTaken
                ? t('quickReplies.shortcutTaken')
                : isInvalid
                  ? t('quickReplies.shortcutInvalid')
                  : undefined
            }
            onChange={(event) => {
              // Whoever types the slash as well means the same.
              setShortcut(event.currentTarget.value.replace(/^\/+/, ''));
              setIsTaken(false);
            }}
          />
          {businesses.length === 0 ? null : (
            <NativeSelect
              className={styles.grows}
              label={t('quickReplies.business')}
              value={businessId}
              data={[
                { value: '', label: t('quickReplies.allBusinesses') },
                ...businesses.map((each) => ({ value: each.businessId, label: each.name })),
              ]}
              onChange={(event) => {
                setBusinessId(event.currentTarget.value);
                setIsTaken(false);
              }}
            />
          )}
        </div>
        <Textarea
          ref={text}
          label={t('quickReplies.content')}
          dir="auto"
          autosize
          minRows={3}
          maxRows={9}
          maxLength={MAXIMUM_QUICK_REPLY_LENGTH}
          value={content}
          onChange={(event) => setContent(event.currentTarget.value)}
        />
        <div className={styles.variables}>
          <span className={styles.label}>{t('quickReplies.insert')}</span>
          {quickReplyVariables.map((variable) => (
            <Button
              key={variable}
              variant="default"
              size="compact-xs"
              onClick={() => insert(variable)}
            >
              {t(`quickReplies.variables.${variable}`)}
            </Button>
          ))}
        </div>
        <Checkbox
          label={t('quickReplies.marketing')}
          description={t('quickReplies.marketingHint')}
          checked={isMarketing}
          onChange={(event) => setIsMarketing(event.currentTarget.checked)}
        />
        {content.trim() === '' ? null : (
          <div>
            <div className={styles.label}>{t('quickReplies.preview')}</div>
            <p className={styles.preview} dir="auto">
              {fillVariables(content, samples)}
            </p>
          </div>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={!draft.success} loading={isSaving}>
            {t('quickReplies.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

/** What a text may be filled with, to show how it looks. */
function useSampleValues(): VariableValues {
  const { t } = useTranslation();
  const contact = t('quickReplies.sampleContact');
  const me = t('quickReplies.sampleMe');
  return {
    'contact.name': contact,
    'contact.firstName': firstNameOf(contact) ?? contact,
    'contact.phone': '+34 600 111 222',
    'me.name': me,
    'me.firstName': firstNameOf(me) ?? me,
    'business.name': t('quickReplies.sampleBusiness'),
  };
}
