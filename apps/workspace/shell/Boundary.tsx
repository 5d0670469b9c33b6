import { Component, type ReactNode } from "react";
import { Failed } from "./Mishaps.tsx";

type State = { error: unknown };

/** Keeps a crash inside one pane: the others go on working, and this one can be tried again. */
export class Boundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override componentDidCatch(error: Error) {
    reportError(error);
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return <Failed error={this.state.error} reset={() => this.setState({ error: null })} />;
  }
}
