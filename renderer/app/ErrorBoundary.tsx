import { Button, Group } from '@mantine/core';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { downloadDocument } from '../files/document-file';
import classes from './app.module.css';

interface State {
  readonly error: Error | null;
}

/** A bug in what is drawn must not cost the document: it lives outside React, and can be saved from here. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: Error, { componentStack }: ErrorInfo): void {
    console.error(error, componentStack);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <main className={classes.crash}>
        <h1>Something went wrong while drawing the studio</h1>
        <p>Your network is safe. Show the studio again, or download the project first.</p>
        <pre>{error.message}</pre>
        <Group gap={8}>
          <Button onClick={() => this.setState({ error: null })}>Show the studio again</Button>
          <Button variant="default" onClick={downloadDocument}>
            Download the project
          </Button>
        </Group>
      </main>
    );
  }
}
