import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Campaign } from '../../../../src-preload/contract/campaign.ts';
import type { Session } from '../../../../src-preload/contract/session.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { copyText } from '../../../ui/copy-text.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { QrCode } from '../../../ui/qr-code.tsx';
import { SkeletonBlock } from '../../../ui/skeleton.tsx';
import { useNow } from '../../../ui/time/time-context.tsx';
import { useLeads } from '../leads-context.ts';
import { phaseAt } from './campaign-days.ts';
import { hasCode, waMeLink } from './campaign-link.ts';
import styles from './campaigns.module.css';

/** In pixels: what a phone reads easily from a screen. */
const QR_SIZE = 200;
const MAXIMUM_TEXT = 500;

/** What customers follow: a link that writes the code for them, to copy and to scan. */
export function CampaignLink({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const { t } = useTranslation();
  const open = useLeads((state) => state.openCampaign);
  const data = useLeads((state) => state.linkAccounts);
  const load = useLeads((state) => state.loadLinkAccounts);
  useEffect(() => void load(), [load]);
  const accounts = shownValue(data);
  const now = useNow('minutes');
  return (
    <Modal
      opened
      onClose={() => open(null)}
      title={t('campaigns.linkTitle', { name: campaign.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={styles.form}>
        <p className={styles.help}>{t('campaigns.linkHelp')}</p>
        {phaseAt(campaign, now) === 'active' ? null : (
          <p className={styles.warning} role="status">
            {t('campaigns.notRunning')}
          </p>
        )}
        {accounts === undefined ? (
          data.status === 'failed' ? (
            <ErrorState
              isSmall
              title={t('common.loadFailedTitle')}
              failure={data.failure}
              onRetry={() => void load()}
            />
          ) : (
            <SkeletonBlock rem={16} />
          )
        ) : accounts.length === 0 ? (
          <p className={styles.help}>{t('campaigns.noAccount')}</p>
        ) : (
          <Link campaign={campaign} accounts={accounts} />
        )}
      </div>
    </Modal>
  );
}

function Link({
  campaign: { name, code },
  accounts,
}: {
  readonly campaign: Campaign;
  readonly accounts: readonly Session[];
}): ReactNode {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | undefined>(accounts[0]?.sessionId);
  const [text, setText] = useState<string>(() => t('campaigns.usualText', { code }));
  const [isCopied, setIsCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const account = accounts.find(({ sessionId }) => sessionId === chosen) ?? accounts[0];
  const link = waMeLink(account?.phoneNumber ?? '', text);
  return (
    <>
      <NativeSelect
        label={t('campaigns.account')}
        value={account?.sessionId ?? ''}
        data={accounts.map(({ sessionId, pushname, phoneNumber = '' }) => ({
          value: sessionId,
          label: pushname === undefined ? phoneNumber : `${pushname} · ${phoneNumber}`,
        }))}
        onChange={(event) => {
          setChosen(event.currentTarget.value);
          setIsCopied(false);
        }}
      />
      <Textarea
        label={t('campaigns.text')}
        description={t('campaigns.textHelp')}
        dir="auto"
        autosize
        minRows={2}
        maxRows={5}
        maxLength={MAXIMUM_TEXT}
        value={text}
        error={hasCode(text, code) ? undefined : t('campaigns.codeMissing', { code })}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setIsCopied(false);
        }}
      />
      <div className={styles.qr}>
        <QrCode value={link} label={t('campaigns.qr', { name })} smallestSize={QR_SIZE} level="M" />
        <div className={styles.copy}>
          <TextInput
            ref={field}
            label={t('campaigns.address')}
            readOnly
            dir="ltr"
            value={link}
            onFocus={(event) => event.currentTarget.select()}
          />
          <Button
            data-autofocus
            leftSection={
              isCopied ? (
                <IconCheck size="1rem" stroke={1.9} aria-hidden="true" />
              ) : (
                <IconCopy size="1rem" stroke={1.9} aria-hidden="true" />
              )
            }
            onClick={() => {
              setIsCopied(copyText(link));
              // Where the clipboard is closed it can be taken by hand.
              field.current?.select();
            }}
          >
            <span role="status">{t(isCopied ? 'campaigns.copied' : 'campaigns.copy')}</span>
          </Button>
        </div>
      </div>
    </>
  );
}
