import { Component, type ReactNode } from "react";
import styles from "./graph-panel.module.css";

type Props = {
  readonly children: ReactNode;
  readonly resetOn: number;
  readonly what: string;
};
type State = { readonly error: Error | undefined; readonly at: number };

/**
 * Keeps an error in drawing from taking the editor with it; the next plan is drawn again.
 * A class, since React has no other way to catch what a child throws.
 */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: undefined, at: this.props.resetOn };

  static getDerivedStateFromError(error: Error): Partial<State> {
    return { error };
  }

  static getDerivedStateFromProps({ resetOn }: Props, { at }: State): Partial<State> | null {
    return resetOn === at ? null : { error: undefined, at: resetOn };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className={styles.unplanned} role="alert">
        <h2>The {this.props.what} could not be drawn</h2>
        <p>{error.message}. Your text is safe, and the next edit draws it again.</p>
      </div>
    );
  }
}
