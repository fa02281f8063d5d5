import type { Page } from "@playwright/test";
import type { DrawingWay } from "./drawing-page/page.tsx";
import { serveDrawing, type DrawingServer } from "./drawing-server.ts";
import { timingOf, type Timing } from "./measure.ts";
import { duration, times, type Row, type Section } from "./row.ts";
import { powerText, sharedText } from "./texts.ts";

/** 1,024 combinations that share all. */
const smallText = sharedText(32, 32, 1);
/** 2,498 combinations that share all: 5,000 containers but two. */
const thousandsText = sharedText(1249, 2, 1);
/** 10^12 combinations with 1,000 execution containers. */
const foldedText = powerText(9).replace(
  "initial_capital: [10000]",
  "slippage: {min: 1, max: 1000, step: 1}",
);

const frames = 60;

/** The graph against React Flow as it comes, which draws the same plan node by node. */
export const drawing: Section = {
  name: "drawing",
  title: "Drawing: the graph in a browser",
  async run({ quick, log }) {
    log("building the pages …");
    const server = await serveDrawing();
    if (!server) {
      log("no Chromium found: skipped");
      return [];
    }
    try {
      const rounds = quick ? 1 : 5;
      log("1,024 combinations …");
      const small = await compare(server, smallText, ["own", "stock"], rounds);
      log("5,000 nodes …");
      const many = await compare(
        server,
        thousandsText,
        ["own, all opened", "stock"],
        quick ? 1 : 3,
      );
      log("10^12 combinations …");
      const folded = await compare(server, foldedText, ["own"], rounds);
      log("the built app …");
      const app = await appRow(server, rounds);
      return [...smallRows(small), app, ...foldedRows(folded), stressRow(many)];
    } finally {
      await server.close();
    }
  },
};

type Measured = {
  readonly mount: Timing;
  readonly replace: Timing;
  readonly pan: Timing;
  readonly elements: number;
  readonly nodes: number;
};

/** Each round every way once, in a fresh page; who begins changes from round to round. */
async function compare(
  server: DrawingServer,
  text: string,
  ways: readonly DrawingWay[],
  rounds: number,
): Promise<ReadonlyMap<DrawingWay, Measured>> {
  const all = new Map(ways.map((way) => [way, [] as Awaited<ReturnType<typeof measure>>[]]));
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < ways.length; i++) {
      const way = ways[(i + round) % ways.length];
      if (way) all.get(way)?.push(await server.onPage("page", (page) => measure(page, way, text)));
    }
  }
  return new Map(
    Array.from(all, ([way, found]) => [
      way,
      {
        mount: timingOf(found.map(({ mount }) => mount)),
        replace: timingOf(found.map(({ replace }) => replace)),
        pan: timingOf(found.flatMap(({ pan }) => pan)),
        elements: found[0]?.elements ?? 0,
        nodes: found[0]?.nodes ?? 0,
      },
    ]),
  );
}

async function measure(page: Page, way: DrawingWay, text: string) {
  const draw = (edited: string) =>
    page.evaluate(({ w, t }) => window.drawing.draw(w, t), { w: way, t: edited });
  const mount = await draw(text);
  const elements = await page.evaluate(() => window.drawing.elements());
  const nodes = await page.evaluate(() => window.drawing.nodes());
  const pan = await page.evaluate((n) => window.drawing.pan(n), frames);
  // another configuration and other values, so that every card is another one
  const other = text
    .replace("max_position_size: 1000", "max_position_size: 1001")
    .replace("{min: 1, max: 1000,", "{min: 1001, max: 2000,");
  const replace = await draw(other);
  return { mount, elements, nodes, pan, replace };
}

function of(measured: ReadonlyMap<DrawingWay, Measured>, way: DrawingWay): Measured {
  const found = measured.get(way);
  if (!found) throw new Error(way);
  return found;
}

const ours = "the graph";
const stock = "React Flow, node by node";
const isFluent = ({ median }: Timing): boolean => median < 17.5;
const rate = ({ median }: Timing): string => `${Math.round(1000 / median)} fps`;

function smallRows(measured: ReadonlyMap<DrawingWay, Measured>): readonly Row[] {
  const [a, b] = [of(measured, "own"), of(measured, "stock")];
  const row = (work: string, key: "mount" | "replace" | "pan") => ({
    work: `1,024 combinations: ${work}`,
    ways: [
      { name: ours, timing: a[key] },
      { name: stock, timing: b[key] },
    ],
  });
  const count = (n: number): string => n.toLocaleString("en-US");
  return [
    {
      ...row("mount", "mount"),
      outcome: `${times(b.mount.median, a.mount.median)} React Flow, ${count(a.elements)} elements against ${count(b.elements)}`,
      reach: "under 150 elements, a tenth of the mount",
      reached: a.elements < 150 && a.mount.median * 10 <= b.mount.median,
      gates: true,
    },
    {
      ...row("a new plan", "replace"),
      outcome: `${times(b.replace.median, a.replace.median)} React Flow`,
      reach: undefined,
      reached: undefined,
      gates: false,
    },
    {
      ...row("a frame of panning, all in view", "pan"),
      outcome: `${rate(a.pan)} against ${rate(b.pan)}`,
      reach: "60 fps",
      reached: isFluent(a.pan),
      gates: false,
    },
  ];
}

function foldedRows(measured: ReadonlyMap<DrawingWay, Measured>): readonly Row[] {
  const { pan, mount, nodes } = of(measured, "own");
  return [
    {
      work: "10^12 combinations, folded: a frame of panning, all in view",
      ways: [
        { name: ours, timing: pan },
        { name: "mount", timing: mount },
      ],
      outcome: `${nodes} nodes, pills counted; ${rate(pan)}`,
      reach: "≤ 120 nodes, 60 fps",
      reached: nodes <= 120 && isFluent(pan),
      gates: false,
    },
  ];
}

function stressRow(measured: ReadonlyMap<DrawingWay, Measured>): Row {
  const [a, b] = [of(measured, "own, all opened"), of(measured, "stock")];
  return {
    work: "5,000 nodes, the graph code alone: a new plan",
    ways: [
      { name: `${ours}, culled and sized`, timing: a.replace },
      { name: stock, timing: b.replace },
    ],
    outcome: `${times(b.replace.median, a.replace.median)} React Flow`,
    reach: "≥ 20 × React Flow",
    reached: a.replace.median * 20 <= b.replace.median,
    gates: true,
  };
}

/** From a paste into the editor of the built app to the painted graph. */
async function appRow(server: DrawingServer, rounds: number): Promise<Row> {
  const found: { readonly time: number; readonly elements: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    found.push(await server.onPage("app", pasteInApp));
  }
  const timing = timingOf(found.map(({ time }) => time));
  const elements = Math.max(...found.map((one) => one.elements));
  return {
    work: "1,024 combinations in the built app: paste → painted graph",
    ways: [{ name: "the app", timing }],
    outcome: `${duration(timing.median)}, ${elements} elements`,
    reach: "under 150 elements",
    reached: elements < 150,
    gates: true,
  };
}

async function pasteInApp(page: Page) {
  await page.locator('[data-testid="editor"][data-ready="true"]').waitFor();
  const textbox = page.getByTestId("editor").getByRole("textbox");
  await textbox.focus();
  await page.keyboard.press("ControlOrMeta+A");
  const time = await textbox.evaluate(async (target, text) => {
    const graph = document.querySelector('[data-testid="graph"]');
    const headline = document.querySelector('[data-testid="headline"]');
    const isDrawn = (): boolean =>
      headline?.getAttribute("data-combinations") === "1024" &&
      graph?.getAttribute("data-stale") === "false" &&
      document.querySelectorAll('[data-testid^="class-"]').length === 2;
    const painted = (): Promise<number> =>
      new Promise((resolve) => {
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
      });
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const start = performance.now();
    const event = { clipboardData, bubbles: true, cancelable: true };
    target.dispatchEvent(new ClipboardEvent("paste", event));
    let end = await painted();
    while (!isDrawn()) end = await painted();
    return end - start;
  }, smallText);
  const elements = await page.locator(".react-flow, .react-flow *").count();
  return { time, elements };
}
