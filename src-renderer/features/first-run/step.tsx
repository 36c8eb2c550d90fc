import type { ReactNode, SubmitEvent } from 'react';
import styles from './step.module.css';

interface StepProperties {
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
  /** The buttons at the end. */
  readonly actions?: ReactNode;
  readonly onSubmit?: () => void;
}

/** One step of the wizard: a title, an explanation, the fields, the buttons. */
export function Step({ title, text, children, actions, onSubmit }: StepProperties): ReactNode {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <form className={styles.step} noValidate onSubmit={submit}>
      <div>
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.text}>{text}</p>
      </div>
      {children}
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </form>
  );
}
