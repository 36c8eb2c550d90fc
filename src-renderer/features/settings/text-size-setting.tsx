import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { textSizes } from '../../../src-preload/contract/appearance.ts';
import { isMac } from '../../ui/is-mac.ts';
import { shortcutText } from '../../ui/shortcuts.ts';
import { SelectSetting } from './select-setting.tsx';

interface TextSizeSettingProperties {
  /** In percent, as `onChoose` gives it. */
  readonly size: number;
  readonly onChoose: (size: number) => void;
}

/** How large everything is drawn; the keys change the same. */
export function TextSizeSetting({ size, onChoose }: TextSizeSettingProperties): ReactNode {
  const { t, i18n } = useTranslation();
  return (
    <SelectSetting
      name={t('look.textSize')}
      help={t('look.textSizeHelp', {
        larger: shortcutText('textLarger', isMac()),
        smaller: shortcutText('textSmaller', isMac()),
      })}
      value={String(size)}
      data={textSizes.map((each) => ({
        value: String(each),
        label: (each / 100).toLocaleString(i18n.language, { style: 'percent' }),
      }))}
      onChoose={(value) => onChoose(Number(value))}
    />
  );
}
