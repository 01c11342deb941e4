import {
  ActionIcon,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Kbd,
  type MantineColorsTuple,
  Menu,
  Modal,
  Notification,
  Select,
  Switch,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useView } from '../app/view';

const accent: MantineColorsTuple = [
  '#eef3ff',
  '#dbe5ff',
  '#b8cbff',
  '#8caeff',
  '#6a93ff',
  '#4a78f5',
  '#2f5bdc',
  '#284fc2',
  '#2043a4',
  '#1b3987',
];

/** Mantine takes its dark surfaces from here: the studio's own greys, from text to the deepest ground. */
const dark: MantineColorsTuple = [
  '#e7e9ee',
  '#c5cad4',
  '#a4adbb',
  '#6b7585',
  '#3b424f',
  '#262b34',
  '#1b1f26',
  '#14171c',
  '#0f1216',
  '#0b0d10',
];

/** Compact controls at 13 px: a tool for hours of work, not a form. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 6,
  colors: { accent, dark },
  fontFamily: 'var(--font-ui)',
  fontFamilyMonospace: 'var(--font-code)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  headings: { fontFamily: 'var(--font-ui)', fontWeight: '600' },
  cursorType: 'default',
  respectReducedMotion: true,
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
    Button: Button.extend({ defaultProps: { size: 'xs' } }),
    Kbd: Kbd.extend({ defaultProps: { size: 'xs' } }),
    Menu: Menu.extend({
      defaultProps: {
        shadow: 'md',
        transitionProps: { duration: 80, exitDuration: 0 },
        position: 'bottom-start',
        offset: 4,
        // The first entry has the focus, as in any menu; the placeholder in front of it would be a child that is no entry.
        withInitialFocusPlaceholder: false,
      },
    }),
    Modal: Modal.extend({
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Close' },
        centered: true,
        // It leaves at once: keys mean the page again as soon as a button of the dialog was pressed.
        transitionProps: { duration: 120, exitDuration: 0 },
        padding: 'lg',
        // The page has a banner of its own; a dialog's title bar is none.
        attributes: { header: { role: 'presentation' } },
      },
    }),
    Notification: Notification.extend({
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' } },
      styles: { description: { color: 'var(--text-dim)' } },
    }),
    Select: Select.extend({
      defaultProps: {
        size: 'xs',
        allowDeselect: false,
        // Tab passes it without opening it.
        openOnFocus: false,
        comboboxProps: { transitionProps: { duration: 80, exitDuration: 0 } },
      },
    }),
    Switch: Switch.extend({ defaultProps: { size: 'xs' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, withArrow: false, fz: 12, px: 8, py: 4 } }),
  },
});

const surfaces = {
  '--mantine-color-body': 'var(--panel)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-dim)',
  '--mantine-color-placeholder': 'var(--text-faint)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--border)',
  '--mantine-color-gray-light-hover': 'var(--hover)',
  '--mantine-color-gray-light-color': 'var(--text-dim)',
  '--mantine-color-error': 'var(--danger-text)',
};

/** Mantine's surfaces follow the studio's tokens, so that each colour is said once. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: surfaces, dark: surfaces });

const SYSTEM_DARK = '(prefers-color-scheme: dark)';

/** The theme in effect: the user's choice, or the system's. */
export function useTheme(): 'light' | 'dark' {
  const choice = useView(state => state.theme);
  const systemIsDark = useMediaQuery(SYSTEM_DARK, undefined, { getInitialValueInEffect: false });
  if (choice !== 'auto') return choice;
  return systemIsDark ? 'dark' : 'light';
}

/** The same, asked once. */
export function resolvedTheme(): 'light' | 'dark' {
  const choice = useView.getState().theme;
  if (choice !== 'auto') return choice;
  return matchMedia(SYSTEM_DARK).matches ? 'dark' : 'light';
}
