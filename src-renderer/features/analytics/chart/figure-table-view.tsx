import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { SortHead } from '../../../ui/sort-head.tsx';
import type { FigureTable } from './figure-table.ts';
import styles from './figure-table-view.module.css';

interface FigureTableViewProperties {
  readonly name: string;
  readonly table: FigureTable;
  /** By which column it is sorted, where that can be chosen. */
  readonly sort?: {
    readonly columnId: string;
    readonly isDescending: boolean;
    readonly onSort: (columnId: string) => void;
  };
}

/** A table of figures; those that have something behind them are buttons. */
export function FigureTableView({ name, table, sort }: FigureTableViewProperties): ReactNode {
  const { columns, rows } = table;
  return (
    <div className={styles.scroller}>
      <div role="table" aria-label={name} className={styles.table}>
        <div role="rowgroup" className={styles.group}>
          <div role="row" className={styles.row}>
            {columns.map((column) => {
              const className = column.isNumber === true ? styles.numberHead : styles.head;
              return sort === undefined ? (
                <span key={column.id} role="columnheader" className={className}>
                  {column.name}
                </span>
              ) : (
                <SortHead
                  key={column.id}
                  name={column.name}
                  className={className}
                  isOn={sort.columnId === column.id}
                  isDescending={sort.isDescending}
                  onPress={() => sort.onSort(column.id)}
                />
              );
            })}
          </div>
        </div>
        <div role="rowgroup" className={styles.group}>
          {rows.map((row) => (
            <div key={row.id} role="row" className={styles.row}>
              {row.cells.map((cell, index) => {
                const column = columns[index];
                return (
                  <span
                    key={column?.id ?? index}
                    role={index === 0 ? 'rowheader' : 'cell'}
                    className={column?.isNumber === true ? styles.number : styles.cell}
                  >
                    {cell.onOpen === undefined ? (
                      cell.text
                    ) : (
                      <UnstyledButton className={styles.open} onClick={cell.onOpen}>
                        {cell.text}
                      </UnstyledButton>
                    )}
                    {cell.note === undefined ? null : (
                      <span className={styles.note}>{cell.note}</span>
                    )}
                  </span>
                );
              })}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
