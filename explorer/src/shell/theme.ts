// How the page looks: one accent, system fonts, enough contrast in light and dark.
import { Badge, createTheme, type MantineColorsTuple } from "@mantine/core";

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
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  luminanceThreshold: 0.36,
  colors: { peer },
  fontFamily:
    'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
  headings: { fontWeight: "650" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: { Badge: Badge.extend({ defaultProps: { tt: "none", fw: 600 } }) },
});
