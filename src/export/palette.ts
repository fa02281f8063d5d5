import type { Role } from "../planner/model.ts";

export const themes = ["light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** The colours of a sheet, those of the app's style sheet. */
export type Palette = {
  readonly surface: string;
  readonly canvas: string;
  readonly hairline: string;
  readonly ink: string;
  readonly quiet: string;
  readonly inkOnRole: string;
  readonly edge: string;
  readonly error: string;
  readonly warning: string;
  readonly warningFill: string;
  readonly good: string;
  /** Okabe–Ito, for areas. */
  readonly role: Readonly<Record<Role, string>>;
  /** The same for lines, with enough contrast to the surface. */
  readonly roleLine: Readonly<Record<Role, string>>;
};

const role: Palette["role"] = {
  hub: "#8c939c",
  strategy: "#56b4e9",
  risk: "#e69f00",
  execution: "#009e73",
  portfolio: "#cc79a7",
};

export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    surface: "#ffffff",
    canvas: "#f6f7f9",
    hairline: "#d8dde3",
    ink: "#1a1f25",
    quiet: "#56606b",
    inkOnRole: "#11151a",
    edge: "#a9b2bd",
    error: "#b3202a",
    warning: "#875400",
    warningFill: "#fff4d6",
    good: "#00805d",
    role,
    roleLine: {
      hub: "#6b737d",
      strategy: "#2b83b5",
      risk: "#a87300",
      execution: "#00805d",
      portfolio: "#a9527f",
    },
  },
  dark: {
    surface: "#15181c",
    canvas: "#0f1114",
    hairline: "#2b3138",
    ink: "#e6e9ec",
    quiet: "#9ba5b0",
    inkOnRole: "#11151a",
    edge: "#4c5661",
    error: "#ff8078",
    warning: "#e6b450",
    warningFill: "#33290f",
    good: "#17b388",
    role,
    roleLine: {
      hub: "#9aa3ad",
      strategy: "#56b4e9",
      risk: "#e69f00",
      execution: "#17b388",
      portfolio: "#cc79a7",
    },
  },
};

/** `share` of one colour on another, as both are written, `#rrggbb`. */
export function mixed(colour: string, under: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const [over, below] = [colour, under].map((hex) => parseInt(hex.slice(at, at + 2), 16));
    return Math.round((over ?? 0) * share + (below ?? 0) * (1 - share));
  });
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
