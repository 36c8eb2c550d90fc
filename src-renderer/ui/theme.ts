import {
  type CSSVariablesResolver,
  createTheme,
  Button,
  Menu,
  Modal,
  Popover,
  Tooltip,
} from '@mantine/core';

/** System fonts: nothing is fetched, and the text looks at home on each platform. */
const fontFamily =
  'ui-sans-serif, system-ui, -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji"';

export const theme = createTheme({
  fontFamily,
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono", monospace',
  black: '#1e1f27',
  primaryColor: 'ultramarine',
  primaryShade: { light: 7, dark: 6 },
  colors: {
    gray: [
      '#faf8f5',
      '#f0ede7',
      '#e5e1d8',
      '#d8d3c9',
      '#c4beb2',
      '#a39d91',
      '#8f8b82',
      '#5c5d68',
      '#44454f',
      '#1e1f27',
    ],
    dark: [
      '#e9e9ee',
      '#c4c6d2',
      '#a9abba',
      '#747787',
      '#3d404f',
      '#2c2e3a',
      '#23252f',
      '#1b1c24',
      '#15161c',
      '#121319',
    ],
    ultramarine: [
      '#eef0fd',
      '#dfe3fb',
      '#c3caf7',
      '#a9b4ff',
      '#8190ff',
      '#6879f0',
      '#5567e6',
      '#3b4cc8',
      '#3241ad',
      '#29358f',
    ],
  },
  defaultRadius: 'md',
  radius: { xs: '0.25rem', sm: '0.375rem', md: '0.5rem', lg: '0.875rem', xl: '1.25rem' },
  fontSizes: { xs: '0.75rem', sm: '0.84375rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.375rem' },
  headings: { fontWeight: '620' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: Button.extend({ defaultProps: { fw: 570 } }),
    // The keys begin at the first line; what Mantine would begin with instead no menu may hold.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    // The page itself never scrolls, and locking the scroll would add an inline style without a nonce.
    Modal: Modal.extend({ defaultProps: { lockScroll: false, centered: true, radius: 'lg' } }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', radius: 'lg' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 350, withArrow: false, radius: 'sm' } }),
  },
});

const shared = {
  '--mantine-color-body': 'var(--desk-surface)',
  '--mantine-color-text': 'var(--desk-text)',
  '--mantine-color-bright': 'var(--desk-text)',
  '--mantine-color-dimmed': 'var(--desk-muted)',
  '--mantine-color-placeholder': 'var(--desk-faint)',
  '--mantine-color-error': 'var(--desk-danger)',
  '--mantine-color-anchor': 'var(--desk-accent-text)',
  '--mantine-color-ultramarine-light': 'var(--desk-accent-tint)',
  '--mantine-color-ultramarine-light-hover': 'var(--desk-accent-line)',
  '--mantine-color-ultramarine-light-color': 'var(--desk-accent-text)',
  '--mantine-color-red-filled': 'var(--desk-danger-fill)',
  '--mantine-color-red-filled-hover': 'var(--desk-danger-fill)',
  '--mantine-color-red-light': 'var(--desk-danger-tint)',
  '--mantine-color-red-light-hover': 'var(--desk-danger-line)',
  '--mantine-color-red-light-color': 'var(--desk-danger)',
  '--mantine-color-gray-light-hover': 'var(--desk-hover)',
  '--mantine-color-gray-light-color': 'var(--desk-muted)',
  '--mantine-color-disabled': 'var(--desk-sunken)',
  '--mantine-color-disabled-color': 'var(--desk-faint)',
  '--mantine-color-disabled-border': 'var(--desk-border)',
  '--mantine-color-default': 'var(--desk-surface)',
  '--mantine-color-default-hover': 'var(--desk-hover)',
  '--mantine-color-default-color': 'var(--desk-text)',
  '--mantine-color-default-border': 'var(--desk-border)',
};

/** Lets the component library draw with the tokens of `tokens.css`. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: shared,
  dark: shared,
});
