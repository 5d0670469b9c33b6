import {
  createTheme,
  type CSSVariablesResolver,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";

/** The one file with colour literals. Every pair of text and surface below passes WCAG 2.2 AA. */
const light = {
  canvas: "#FAF9F7",
  surface: "#FFFFFF",
  subtle: "#F3F1ED",
  border: "#E6E2DB",
  "border-strong": "#CFC9BF",
  text: "#1C1B19",
  muted: "#5C574F",
  faint: "#736D63",
  accent: "#0F6B57",
  "accent-hover": "#0C5949",
  "on-accent": "#FFFFFF",
  "accent-soft": "#E2F1EC",
  "accent-text": "#0C5949",
  internal: "#FFF5D6",
  "internal-border": "#EBDCA8",
  "internal-text": "#574208",
  danger: "#B42318",
  "danger-soft": "#FCECEA",
  warn: "#8A5A00",
  "warn-soft": "#FBF1DC",
  ok: "#1A6F3C",
  "ok-soft": "#E4F3E9",
  info: "#2456B8",
  "info-soft": "#E8EFFB",
  toast: "#262522",
  "on-toast": "#F5F3EF",
  "toast-action": "#7FD6BD",
  scrim: "rgba(28, 27, 25, 0.32)",
  paper: "#FFFFFF",
  ink: "#1C1B19",
  shadow: "0 8px 28px rgba(28, 27, 25, 0.14), 0 1px 3px rgba(28, 27, 25, 0.10)",
  "hue-0": "#E3EEF9",
  "hue-0-text": "#1F4E7C",
  "hue-1": "#E5F2E6",
  "hue-1-text": "#265B2E",
  "hue-2": "#FBE9E1",
  "hue-2-text": "#86391A",
  "hue-3": "#EFE7F8",
  "hue-3-text": "#5B3A8C",
  "hue-4": "#FAE6EE",
  "hue-4-text": "#8A2A55",
  "hue-5": "#E0F1F1",
  "hue-5-text": "#1B5A5C",
  "hue-6": "#F2EEDD",
  "hue-6-text": "#5E5012",
  "hue-7": "#E9EAEE",
  "hue-7-text": "#444B5E",
};

const dark: typeof light = {
  canvas: "#131312",
  surface: "#1A1A18",
  subtle: "#22221F",
  border: "#2F2E2A",
  "border-strong": "#45433D",
  text: "#ECEAE5",
  muted: "#A9A49A",
  faint: "#8F8A80",
  accent: "#5CC4A7",
  "accent-hover": "#74D2B8",
  "on-accent": "#06231B",
  "accent-soft": "#17312A",
  "accent-text": "#7FD6BD",
  internal: "#2A2512",
  "internal-border": "#4A4120",
  "internal-text": "#EFDDA3",
  danger: "#F97066",
  "danger-soft": "#351A17",
  warn: "#E3B341",
  "warn-soft": "#302710",
  ok: "#57C785",
  "ok-soft": "#163022",
  info: "#7FA8F5",
  "info-soft": "#1A2540",
  toast: "#ECEAE5",
  "on-toast": "#1C1B19",
  "toast-action": "#0F6B57",
  scrim: "rgba(0, 0, 0, 0.55)",
  paper: "#FFFFFF",
  ink: "#1C1B19",
  shadow: "0 8px 28px rgba(0, 0, 0, 0.5), 0 1px 3px rgba(0, 0, 0, 0.4)",
  "hue-0": "#1C3044",
  "hue-0-text": "#A9CDF0",
  "hue-1": "#1D3321",
  "hue-1-text": "#A8D6AE",
  "hue-2": "#3B251B",
  "hue-2-text": "#EFB899",
  "hue-3": "#2D2440",
  "hue-3-text": "#CDB6EE",
  "hue-4": "#3A1F2B",
  "hue-4-text": "#F0AFC9",
  "hue-5": "#173334",
  "hue-5-text": "#9BD5D6",
  "hue-6": "#312D1A",
  "hue-6-text": "#D8CC92",
  "hue-7": "#2A2C33",
  "hue-7-text": "#BFC4D2",
};

const pine: MantineColorsTuple = [
  "#E2F1EC",
  "#C9E5DC",
  "#A3D5C6",
  "#7FD6BD",
  "#5CC4A7",
  "#37A68A",
  "#1E8A70",
  "#0F6B57",
  "#0C5949",
  "#08443A",
];

/** Mantine's own greys, in our warm ones. */
const gray: MantineColorsTuple = [
  "#FAF9F7",
  "#F3F1ED",
  "#E6E2DB",
  "#CFC9BF",
  "#B5AEA2",
  "#8F8A80",
  "#736D63",
  "#5C574F",
  "#3A3733",
  "#1C1B19",
];

const night: MantineColorsTuple = [
  "#ECEAE5",
  "#A9A49A",
  "#8F8A80",
  "#6B675F",
  "#45433D",
  "#34322E",
  "#22221F",
  "#1A1A18",
  "#131312",
  "#0E0E0D",
];

/** Words on a filled button read in both themes: dark on the light green and red of the night. */
const variantColorResolver: VariantColorsResolver = (asked) => {
  const usual = defaultVariantColorsResolver(asked);
  if (asked.variant !== "filled") return usual;
  return { ...usual, color: asked.color === "red" ? "var(--sp-surface)" : "var(--sp-on-accent)" };
};

export const theme = createTheme({
  variantColorResolver,
  primaryColor: "pine",
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  colors: { pine, gray, dark: night },
  black: light.text,
  white: light.surface,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, monospace",
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "16px", sm: "18px", md: "20px", lg: "24px", xl: "28px" },
  headings: { fontWeight: "600" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "4px", sm: "6px", md: "6px", lg: "10px", xl: "10px" },
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: {
      defaultProps: { size: "sm", fw: 500 },
      // The smallest target that a finger hits (WCAG 2.5.8).
      vars: (_theme: unknown, { size }: { size?: unknown }) => ({
        root: size === "compact-xs" ? { "--button-height": "24px" } : {},
      }),
    },
    Checkbox: { defaultProps: { iconColor: "var(--sp-on-accent)" } },
    Switch: { defaultProps: { withThumbIndicator: false } },
    TextInput: { defaultProps: { size: "sm" } },
    Textarea: { defaultProps: { size: "sm" } },
    PasswordInput: { defaultProps: { size: "sm" } },
    Select: {
      defaultProps: {
        size: "sm",
        checkIconPosition: "right",
        comboboxProps: { shadow: "none", transitionProps: { duration: 80 } },
      },
    },
    MultiSelect: { defaultProps: { size: "sm" } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray" } },
    Menu: {
      defaultProps: {
        shadow: "none",
        withInitialFocusPlaceholder: false,
        transitionProps: { duration: 80 },
        offset: 4,
      },
    },
    Popover: { defaultProps: { shadow: "none", transitionProps: { duration: 80 } } },
    Tooltip: {
      defaultProps: { openDelay: 500, transitionProps: { duration: 80 }, withArrow: false },
    },
    Modal: {
      defaultProps: {
        centered: true,
        radius: "lg",
        transitionProps: { duration: 100 },
        overlayProps: { color: "var(--sp-scrim)" },
        lockScroll: false,
      },
    },
  },
});

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...named(light), ...mantine },
  dark: { ...named(dark), ...mantine },
});

function named(tokens: typeof light): Record<string, string> {
  return Object.fromEntries(Object.entries(tokens).map(([name, value]) => [`--sp-${name}`, value]));
}

/** Mantine draws with our tokens, so no screen has two greys for one thing. */
const mantine = {
  "--mantine-color-body": "var(--sp-surface)",
  "--mantine-color-text": "var(--sp-text)",
  "--mantine-color-bright": "var(--sp-text)",
  "--mantine-color-dimmed": "var(--sp-muted)",
  "--mantine-color-placeholder": "var(--sp-faint)",
  "--mantine-color-anchor": "var(--sp-accent-text)",
  "--mantine-color-default": "var(--sp-surface)",
  "--mantine-color-default-hover": "var(--sp-subtle)",
  "--mantine-color-default-color": "var(--sp-text)",
  "--mantine-color-default-border": "var(--sp-border-strong)",
  "--mantine-color-error": "var(--sp-danger)",
  "--mantine-color-disabled": "var(--sp-subtle)",
  "--mantine-color-disabled-color": "var(--sp-faint)",
  "--mantine-color-disabled-border": "var(--sp-border)",
  "--mantine-color-pine-filled": "var(--sp-accent)",
  "--mantine-color-pine-filled-hover": "var(--sp-accent-hover)",
  "--mantine-color-pine-light": "var(--sp-accent-soft)",
  "--mantine-color-pine-light-hover": "var(--sp-accent-soft)",
  "--mantine-color-pine-light-color": "var(--sp-accent-text)",
  "--mantine-color-pine-text": "var(--sp-accent-text)",
  "--mantine-color-pine-outline": "var(--sp-accent)",
  "--mantine-primary-color-contrast": "var(--sp-on-accent)",
  "--mantine-color-gray-text": "var(--sp-muted)",
  "--mantine-color-gray-light": "var(--sp-subtle)",
  "--mantine-color-gray-light-hover": "var(--sp-subtle)",
  "--mantine-color-gray-light-color": "var(--sp-muted)",
  "--mantine-color-red-6": "var(--sp-danger)",
  "--mantine-color-red-filled": "var(--sp-danger)",
  "--mantine-color-red-text": "var(--sp-danger)",
  "--mantine-color-red-light": "var(--sp-danger-soft)",
  "--mantine-color-red-light-hover": "var(--sp-danger-soft)",
  "--mantine-color-red-light-color": "var(--sp-danger)",
};

/** Colours that an agent may give to words of a mail: they read on white and on black. */
export const inks = [
  { name: "red", color: "#D1443A" },
  { name: "amber", color: "#B46A00" },
  { name: "green", color: "#2B8A4B" },
  { name: "blue", color: "#3B72D9" },
  { name: "violet", color: "#8457D6" },
  { name: "grey", color: "#78756E" },
] as const;
