// How the page looks: one accent, system fonts, enough contrast in light and dark.
import {
  Badge,
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from "@mantine/core";

const peer: MantineColorsTuple = [
  "#e8f6f4",
  "#d3ebe8",
  "#a5d6d1",
  "#74c0b8",
  "#4aada4",
  "#2b9c92",
  "#128278",
  "#0b6e69",
  "#085a56",
  "#034643",
];

export const theme = createTheme({
  primaryColor: "peer",
  primaryShade: 7,
  autoContrast: true,
  luminanceThreshold: 0.2,
  colors: { peer },
  fontFamily:
    'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
  headings: { fontWeight: "650" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    // The colour is of the ground; the words are as black as any.
    Badge: Badge.extend({
      defaultProps: { tt: "none", fw: 600, variant: "light", c: "var(--mantine-color-text)" },
    }),
  },
});

/** Grey words must be read as easily as black ones: 4.5 to 1 on every ground of the page. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: { "--mantine-color-dimmed": "#586169", "--mantine-color-placeholder": "#6a737b" },
  dark: {
    "--mantine-color-dimmed": "#aab3ba",
    "--mantine-color-placeholder": "#98a1a8",
    "--mantine-color-anchor": "var(--mantine-color-peer-3)",
  },
});
