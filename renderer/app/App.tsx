import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { startAutosave } from '../files/autosave';
import { startDesktopLink } from '../files/desktop-link';
import { startModelDrops } from '../files/import-model';
import { startLive } from '../run/live';
import { cssVariables, theme, useTheme } from '../theme/theme';
import classes from './app.module.css';
import { ErrorBoundary } from './ErrorBoundary';
import { Shell } from './Shell';

/** The studio. */
export function App() {
  const scheme = useTheme();
  useEffect(() => {
    const stops = [startAutosave(), startLive(), startDesktopLink(), startModelDrops()];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={scheme}>
      <ErrorBoundary>
        <Shell />
      </ErrorBoundary>
      <Notifications position="top-center" limit={3} className={classes.notifications} />
    </MantineProvider>
  );
}
