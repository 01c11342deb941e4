import { ActionIcon, Tooltip } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { actionById, runAction } from '../actions/list';
import { MenuBar } from '../actions/MenuBar';
import { DeviceBadge } from '../run/DeviceBadge';
import { RunControls } from '../run/RunControls';
import { useTheme } from '../theme/theme';
import classes from './app.module.css';
import markUrl from './mark.svg';
import { ProjectName } from './ProjectName';

function ThemeToggle() {
  const dark = useTheme() === 'dark';
  const label = dark ? 'Use the light theme' : 'Use the dark theme';
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={() => runAction(actionById('view.theme'))}>
        {dark ? <IconSun size={16} stroke={1.75} /> : <IconMoon size={16} stroke={1.75} />}
      </ActionIcon>
    </Tooltip>
  );
}

export function Header() {
  return (
    <header className={classes.header} data-area="header">
      <div className={classes.brand}>
        <img src={markUrl} width={22} height={22} alt="" />
        <h1>Receptive</h1>
      </div>
      <MenuBar />
      <ProjectName />
      <div className={classes.tools}>
        <RunControls />
        <DeviceBadge />
        <ThemeToggle />
      </div>
    </header>
  );
}
