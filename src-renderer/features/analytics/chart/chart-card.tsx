import { Menu, SegmentedControl } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots, IconPhotoDown, IconTableDown } from '@tabler/icons-react';
import { type ReactNode, useId, useRef } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useAnalytics } from '../analytics-context.ts';
import styles from './chart-card.module.css';
import { type FigureTable, tableLines } from './figure-table.ts';
import { FigureTableView } from './figure-table-view.tsx';
import { pictureOf } from './picture-of.ts';

interface ChartCardProperties {
  readonly id: string;
  readonly title: string;
  /** What is counted, in a sentence. */
  readonly definition: string;
  /** What else has to be known of these figures, such as that some may be too low. */
  readonly note?: string | undefined;
  readonly controls?: ReactNode;
  readonly legend?: ReactNode;
  readonly table: FigureTable;
  /** Left out where the table is all there is. */
  readonly chart?: ReactNode;
  /** The table, where it is more than the plain one. */
  readonly tableView?: ReactNode;
}

/** One chart with its heading, its definition, its table, and both as files. */
export function ChartCard({
  id,
  title,
  definition,
  note,
  controls,
  legend,
  table,
  chart,
  tableView,
}: ChartCardProperties): ReactNode {
  const { t } = useTranslation();
  const headingId = useId();
  const picture = useRef<HTMLElement>(null);
  const tables = useAnalytics((state) => state.view.tables);
  const setView = useAnalytics((state) => state.setView);
  const isTable = tables.includes(id);
  const isChartShown = chart !== undefined && !isTable;
  return (
    <section ref={picture} className={styles.card} aria-labelledby={headingId} data-chart={id}>
      <header className={styles.head}>
        <h2 id={headingId} className={styles.title}>
          {title}
        </h2>
        <div className={styles.controls} data-picture="none">
          {controls}
          {chart === undefined ? null : (
            <SegmentedControl
              size="xs"
              aria-label={t('analytics.viewOf', { name: title })}
              value={isTable ? 'table' : 'chart'}
              data={[
                { value: 'chart', label: t('analytics.asChart') },
                { value: 'table', label: t('analytics.asTable') },
              ]}
              onChange={(value) => {
                const others = tables.filter((each) => each !== id);
                setView({ tables: value === 'table' ? [...others, id] : others });
              }}
            />
          )}
          <SaveMenu
            title={title}
            table={table}
            draw={async () => (picture.current === null ? null : pictureOf(picture.current))}
          />
        </div>
      </header>
      <p className={styles.definition}>{definition}</p>
      {isChartShown ? legend : null}
      {isChartShown ? chart : (tableView ?? <FigureTableView name={title} table={table} />)}
      {note === undefined ? null : <p className={styles.note}>{note}</p>}
    </section>
  );
}

interface SaveMenuProperties {
  readonly title: string;
  readonly table: FigureTable;
  readonly draw: () => Promise<Uint8Array<ArrayBuffer> | null>;
}

function SaveMenu({ title, table, draw }: SaveMenuProperties): ReactNode {
  const { t } = useTranslation();
  const saveTable = useAnalytics((state) => state.saveTable);
  const savePicture = useAnalytics((state) => state.savePicture);
  const tell = (message: string, color?: string): void => {
    notifications.show({
      message,
      ...(color !== undefined && { color }),
      closeButtonProps: { 'aria-label': t('common.close') },
    });
  };
  const writeTable = async (): Promise<void> => {
    if (await saveTable(title, tableLines(table))) tell(t('analytics.saved'));
  };
  const writePicture = async (): Promise<void> => {
    try {
      const png = await draw();
      if (png !== null && (await savePicture(title, png))) tell(t('analytics.saved'));
    } catch {
      tell(t('analytics.pictureFailed'), 'red');
    }
  };
  const icon = { size: '1.05rem', stroke: 1.8, 'aria-hidden': true } as const;
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <IconButton name={t('analytics.saveOf', { name: title })}>
          <IconDots {...icon} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconTableDown {...icon} />} onClick={() => void writeTable()}>
          {t('analytics.saveTable')}
        </Menu.Item>
        <Menu.Item leftSection={<IconPhotoDown {...icon} />} onClick={() => void writePicture()}>
          {t('analytics.savePicture')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
