import fc from "fast-check";
import { emptyBars, type Bars } from "../data/bars.ts";
import { isDateWithHour } from "../data/moments.ts";

const minute = 60_000;
const day = 1440 * minute;
const digits = (value: number, length = 2): string => String(value).padStart(length, "0");

/** A moment in its parts, UTC. */
function partsOf(time: number) {
  const date = new Date(time);
  const [year, month, dayOfMonth] = [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
  ];
  const ymd = (sign: string) => [year, digits(month), digits(dayOfMonth)].join(sign);
  const dmy = (sign: string) => [digits(dayOfMonth), digits(month), year].join(sign);
  const clock = (sign: string) =>
    [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
      .map((part) => digits(part))
      .join(sign);
  const name = date.toLocaleString("en-US", { month: "short", timeZone: "UTC" });
  return { ymd, dmy, clock, named: `${digits(dayOfMonth)}-${name}-${year}` };
}

/** Ways of writing a time that one cell can have. */
export const timeFormats = {
  iso: (time: number) => new Date(time).toJSON(),
  "iso without zone": (time: number) => `${partsOf(time).ymd("-")} ${partsOf(time).clock(":")}`,
  "zone of hours": (time: number) => `${partsOf(time).ymd("-")} ${partsOf(time).clock(":")}+00`,
  "another zone": (time: number) => {
    const { ymd, clock } = partsOf(time - 5 * 60 * minute);
    return `${ymd("-")}T${clock(":")}-05:00`;
  },
  UTC: (time: number) => `${partsOf(time).ymd("/")} ${partsOf(time).clock(":")} UTC`,
  points: (time: number) => `${partsOf(time).ymd(".")} ${partsOf(time).clock(":").slice(0, 5)}`,
  "day first": (time: number) => `${partsOf(time).dmy(".")} ${partsOf(time).clock(":")}.000`,
  named: (time: number) => `${partsOf(time).named} ${partsOf(time).clock(":")}`,
  compact: (time: number) => `${partsOf(time).ymd("")} ${partsOf(time).clock("")}`,
  "12 digits": (time: number) => `${partsOf(time).ymd("")}${partsOf(time).clock("").slice(0, 4)}`,
  "14 digits": (time: number) => `${partsOf(time).ymd("")}${partsOf(time).clock("")}`,
  seconds: (time: number) => String(time / 1000),
  "seconds with a fraction": (time: number) => `${time / 1000}.0`,
  milliseconds: (time: number) => String(time),
  microseconds: (time: number) => `${time}000`,
  nanoseconds: (time: number) => `${time}000000`,
} as const;

/** A table of bars, before it is bytes. */
export type Shape = {
  readonly format: keyof typeof timeFormats;
  readonly header: string | undefined;
  readonly separator: "," | ";" | "\t" | "|";
  readonly lineEnd: "\n" | "\r\n";
  readonly decimal: "." | ",";
  readonly quoted: boolean;
  readonly falling: boolean;
  readonly named: boolean;
  readonly title: string | undefined;
  readonly footer: string | undefined;
};

const headers = [
  "time,open,high,low,close,volume",
  "Date,Open,High,Low,Close,Volume",
  "t,o,h,l,c,v",
  "Gmt time,Open,High,Low,Close,Volume ",
  "Timestamp (UTC),Open (USD),High (USD),Low (USD),Close (USD),Volume (BTC)",
  "<DATE>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>",
  "open_time,open_price,high_price,low_price,close_price,base_volume",
  "Datum,Erster,Hoch,Tief,Schlusskurs,Stuecke",
];

export const shapes: fc.Arbitrary<Shape> = fc
  .record({
    format: fc.constantFrom(...(Object.keys(timeFormats) as (keyof typeof timeFormats)[])),
    header: fc.option(fc.constantFrom(...headers), { nil: undefined, freq: 4 }),
    separator: fc.constantFrom(",", ";", "\t", "|"),
    lineEnd: fc.constantFrom("\n", "\r\n"),
    decimal: fc.constantFrom(".", ","),
    quoted: fc.boolean(),
    falling: fc.boolean(),
    named: fc.boolean(),
    title: fc.option(
      fc.constantFrom("# from somewhere", "https://www.example.com", "Prices of ABC"),
      {
        nil: undefined,
      },
    ),
    footer: fc.option(fc.constantFrom("Downloaded from example.com as of 2025-03-01", "end"), {
      nil: undefined,
    }),
  })
  // a comma cannot do both unless cells are quoted
  .map(
    (shape) =>
      ({
        ...shape,
        quoted: shape.quoted || (shape.separator === "," && shape.decimal === ","),
      }) as const,
  );

/** Bars with prices of two decimals, on minutes of the years that no two formats read differently. */
export const someBars: fc.Arbitrary<Bars> = fc
  .record({
    begin: fc.integer({ min: Date.UTC(1980) / minute, max: Date.UTC(2099) / minute }),
    step: fc.constantFrom(minute, 5 * minute, 60 * minute, day),
    rows: fc.array(
      fc.record({
        cents: fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 1, max: 9_999_999 }))),
        volume: fc.integer({ min: 0, max: 10_000_000 }),
        gap: fc.integer({ min: 1, max: 3 }),
      }),
      { minLength: 2, maxLength: 12 },
    ),
  })
  .map(({ begin, step, rows }) => {
    const bars = emptyBars(rows.length);
    let time = begin * minute;
    for (const [i, { cents, volume, gap }] of rows.entries()) {
      const [low = 0, open = 0, close = 0, high = 0] = cents
        .toSorted((a, b) => a - b)
        .map((cent) => cent / 100);
      bars.time[i] = time;
      bars.low[i] = low;
      bars.high[i] = high;
      bars.open[i] = i % 2 === 0 ? open : close;
      bars.close[i] = i % 2 === 0 ? close : open;
      bars.volume[i] = volume;
      time += gap * step;
    }
    return bars;
  })
  // their seconds since 1970 may be dates with an hour, each of them: such a file is refused
  .filter(({ time }) => !time.every((at) => isDateWithHour(String(at / 1000))));

/** Lines of a table, with the place of the first bar among them. */
export function printBars(
  bars: Bars,
  shape: Shape,
): { readonly lines: string[]; readonly first: number } {
  const { separator, decimal, quoted } = shape;
  const price = (value: number): string => value.toFixed(2).replace(".", decimal);
  const join = (cells: readonly string[]): string =>
    cells.map((cell) => (quoted ? `"${cell}"` : cell)).join(separator);
  const rows = Array.from(bars.time, (time, i) => [
    timeFormats[shape.format](time),
    ...[bars.open, bars.high, bars.low, bars.close].map((column) => price(column[i] ?? 0)),
    String(bars.volume[i] ?? 0),
  ]);
  const above = [
    ...(shape.named ? [`sep=${separator}`] : []),
    ...(shape.title === undefined ? [] : [shape.title]),
    ...(shape.header === undefined ? [] : [join(shape.header.split(","))]),
  ];
  const body = (shape.falling ? rows.toReversed() : rows).map(join);
  const below = shape.footer === undefined ? [] : [shape.footer];
  return { lines: [...above, ...body, ...below], first: above.length };
}

/** Encodings of a text, with and without a byte order mark. */
export const encodings = {
  "UTF-8": (text: string) => new TextEncoder().encode(text),
  "UTF-8 with a mark": (text: string) => new TextEncoder().encode(`\uFEFF${text}`),
  "UTF-16": (text: string) => new Uint8Array(Buffer.from(text, "utf16le")),
  "UTF-16 with a mark": (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le")),
  "UTF-16, the other way round": (text: string) =>
    new Uint8Array(Buffer.from(text, "utf16le").swap16()),
  "UTF-16 so, with a mark": (text: string) =>
    new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le").swap16()),
} as const;
