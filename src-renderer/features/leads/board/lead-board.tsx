import { type DragEvent, type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { LeadId } from '../../../../src-preload/contract/ids.ts';
import { type Lead, LeadStage } from '../../../../src-preload/contract/lead.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { useStageName } from '../../../ui/lead-stage-pill.tsx';
import { useLeads } from '../leads-context.ts';
import { BoardColumn } from './board-column.tsx';
import styles from './board.module.css';
import { type BoardPlace, neighbourOf, placeOf } from './board-places.ts';

/** What is dragged, or lifted by the keyboard, and over which column it is. */
interface Carried {
  readonly lead: Lead;
  readonly over: LeadStage;
  readonly by: 'mouse' | 'keyboard';
}

/**
 * The pipeline by stage. A card is carried to another column with the mouse, or with Space, the arrows and Space
 * again; what happens is said to whoever does not see it.
 */
export function LeadBoard(): ReactNode {
  const { t } = useTranslation();
  const stageName = useStageName();
  const instructions = useId();
  const columns = useLeads((state) => state.columns);
  const stages = useLeads((state) => state.stages);
  const chosen = useLeads((state) => state.choice.stages);
  const moveLead = useLeads((state) => state.moveLead);
  const openLead = useLeads((state) => state.openLead);
  const [current, setCurrent] = useState<LeadId | null>(null);
  const [wantsFocus, setWantsFocus] = useState(false);
  const [carried, setCarried] = useState<Carried | null>(null);
  const [said, setSaid] = useState('');
  const board = useRef<HTMLDivElement>(null);

  const shown = stages.map(({ stage }) => stage).filter((stage) => chosen?.includes(stage) ?? true);
  const lists = shown.map((stage) => ({ stage, items: shownValue(columns[stage])?.items ?? [] }));
  const place =
    placeOf(lists, current) ??
    placeOf(lists, lists.find(({ items }) => items.length > 0)?.items[0]?.leadId ?? null);

  const goTo = (next: BoardPlace | null): void => {
    if (next === null) return;
    setCurrent(next.lead.leadId);
    setWantsFocus(true);
  };
  const carry = (next: Carried): void => {
    setCarried(next);
    setSaid(t('pipeline.over', { stage: stageName(next.over) }));
  };
  const putDown = (): void => {
    if (carried === null) return;
    const { lead, over, by } = carried;
    setCarried(null);
    const words = { name: lead.contactName, stage: stageName(over) };
    setSaid(t(over === lead.stage ? 'pipeline.stays' : 'pipeline.moved', words));
    setCurrent(lead.leadId);
    setWantsFocus(by === 'keyboard');
    void moveLead(lead, over);
  };
  const cancel = (): void => {
    if (carried === null) return;
    setCarried(null);
    setSaid(t('pipeline.cancelled', { name: carried.lead.contactName }));
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const lead = leadAt(lists, event.target);
    if (lead === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    const step = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
    if (carried?.by === 'keyboard') {
      if (key === 'Tab') {
        cancel();
        return;
      }
      if (step !== 0) {
        const over = shown[shown.indexOf(carried.over) + step];
        if (over !== undefined) carry({ ...carried, over });
      } else if (key === ' ' || key === 'Enter') putDown();
      else if (key === 'Escape') cancel();
      else return;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const here = placeOf(lists, lead.leadId);
    if (here === null) return;
    if (key === ' ') {
      setCarried({ lead, over: lead.stage, by: 'keyboard' });
      setSaid(t('pipeline.lifted', { name: lead.contactName, stage: stageName(lead.stage) }));
    } else if (['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key)) {
      goTo(neighbourOf(lists, here, key));
    } else return;
    event.preventDefault();
  };

  const onDragOver = (event: DragEvent): void => {
    const over = stageAt(event.target);
    if (carried?.by !== 'mouse' || over === null) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
    if (over !== carried.over) carry({ ...carried, over });
  };

  return (
    <>
      <p id={instructions} hidden>
        {t('pipeline.instructions')}
      </p>
      <p className="desk-visually-hidden" role="status">
        {said}
      </p>
      <div
        ref={board}
        className={styles.board}
        data-carrying={carried !== null}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const lead = leadAt(lists, event.target);
          if (lead !== null) setCurrent(lead.leadId);
        }}
        onClick={(event) => {
          const lead = leadAt(lists, event.target);
          if (lead !== null) void openLead(lead.leadId);
        }}
        onDragStart={(event) => {
          const lead = leadAt(lists, event.target);
          if (lead === null) return;
          event.dataTransfer.effectAllowed = 'move';
          // Nothing of the customer: what is dropped elsewhere says only that it is a lead.
          event.dataTransfer.setData('application/x-alexia-lead', '');
          setCarried({ lead, over: lead.stage, by: 'mouse' });
        }}
        onDragOver={onDragOver}
        onDrop={(event) => {
          if (carried?.by !== 'mouse') return;
          event.preventDefault();
          putDown();
        }}
        onDragEnd={() => {
          if (carried?.by === 'mouse') cancel();
        }}
      >
        {shown.map((stage) => (
          <BoardColumn
            key={stage}
            stage={stage}
            currentId={place?.stage === stage ? place.lead.leadId : null}
            takesFocus={wantsFocus && place?.stage === stage}
            onFocused={() => setWantsFocus(false)}
            liftedId={carried?.lead.leadId ?? null}
            isTarget={carried !== null && carried.over === stage}
            describedBy={instructions}
          />
        ))}
      </div>
    </>
  );
}

interface Column {
  readonly items: readonly Lead[];
}

function leadAt(columns: readonly Column[], target: EventTarget): Lead | null {
  const card = target instanceof Element ? target.closest('[data-lead-card]') : null;
  const leadId = LeadId.safeParse(card?.getAttribute('data-lead-card')).data;
  if (leadId === undefined) return null;
  return columns.flatMap(({ items }) => items.filter((each) => each.leadId === leadId))[0] ?? null;
}

function stageAt(target: EventTarget): LeadStage | null {
  const column = target instanceof Element ? target.closest('section[data-stage]') : null;
  return LeadStage.safeParse(column?.getAttribute('data-stage')).data ?? null;
}
