import { symbolColumns } from "../../choose-symbol.ts";

export const prices = ["open", "high", "low", "close"] as const;
/** What a bar must have. */
export const needed = ["time", ...prices] as const;
export type Needed = (typeof needed)[number];

/** Places of the columns whose names claim to hold something; the name alone does not always decide. */
export type Claims = { readonly [Target in Needed]: readonly number[] } & {
  /** The likeliest first. */
  readonly volume: readonly number[];
  readonly symbol: number | undefined;
};

/**
 * The usual spellings as `plainName` gives them, in classes: of a later class only where none of an
 * earlier one is there, so that `Last` is the close of a file that has no `Close`.
 */
const spellings: Readonly<Record<Needed, readonly string[]>> = {
  time: [
    "time timestamp datetime date ts t opentime unix unixtime unixtimestamp epoch epochtime timestampms gmttime localtime utc utctime timeutc datetimeutc dateutc tradedate tradingdate exchangedate tsevent mts dtyyyymmdd dateandtime datum zeit fecha 日期 时间",
    "begin begins start starttime begintime periodstart timeperiodstart windowstart bartime dt day data",
    "index unnamed:0 indexlevel0",
  ],
  open: [
    "open o openprice priceopen opening openingprice pxopen eröffnung eroeffnung eröffnungskurs eröffn erster ouverture ouv apertura abertura otwarcie 开盘",
  ],
  high: [
    "high h highprice pricehigh pxhigh hoch höchst tageshoch haut plushaut maximo máximo alto najwyższy najwyzszy 最高",
  ],
  low: [
    "low l lowprice pricelow pxlow tief tagestief bas plusbas minimo mínimo bajo najniższy najnizszy 最低",
  ],
  close: [
    "close c closeprice priceclose closing closingprice closelast pxclose schluss schlusskurs clôture cloture clot cierre fechamento zamknięcie zamkniecie 收盘",
    "last lastprice ltp price pxlast latest letzter zuletzt settle",
  ],
};

/** Spellings of the volume, the likeliest first; of two columns the first that is not all 0 is it. */
const volumeSpellings = [
  "volume vol v basevolume realvolume totaltradequantity totaltradedquantity tottrdqty tradedquantity sharestraded pxvolume stücke stuecke volumen wolumen 成交量",
  "tickvol tickvolume",
];

/** No name is longer that says anything. */
const longestName = 80;

/** The name of a column in lower case without its number, units in brackets, blanks, quotes and signs. */
export function plainName(cell: string): string {
  const name = cell.slice(0, longestName).toLowerCase();
  const unitless = name.replaceAll(/\([^)]*\)|\[[^\]]*\]|^\s*\d+\.\s*/g, "");
  return (unitless.trim() === "" ? name : unitless).replaceAll(/[\s_<>"'.*/#-]/g, "");
}

/** Whether a name is one of those that columns of times have. */
export function isTimeName(cell: string): boolean {
  return wordsOf(spellings.time).some((names) => names.includes(plainName(cell)));
}

/** What the names of columns claim to hold; `undefined` stands at places that are left out. */
export function claimColumns(cells: readonly (string | undefined)[]): Claims {
  const names = cells.map((cell) => (cell === undefined ? undefined : plainName(cell)));
  const placesOf = (accepted: readonly string[]): number[] =>
    names.flatMap((name, place) => (name !== undefined && accepted.includes(name) ? place : []));
  const firstClass = (target: Needed): readonly number[] =>
    wordsOf(spellings[target])
      .map(placesOf)
      .find((places) => places.length > 0) ?? [];
  const time = firstClass("time");
  const volume = volumeSpellings.flatMap((words) =>
    words.split(" ").flatMap((word) => placesOf([word])),
  );
  const named = names.findIndex((name) => name?.startsWith("volume"));
  return {
    // pandas writes an index that has no name first, without one
    time: time.length === 0 && names[0] === "" ? [0] : time,
    open: firstClass("open"),
    high: firstClass("high"),
    low: firstClass("low"),
    close: firstClass("close"),
    // as in `Volume BTC`
    volume: volume.length === 0 && named !== -1 ? [named] : volume,
    symbol: symbolColumns.flatMap((name) => placesOf([name]))[0],
  };
}

/** Which of the columns that a bar must have nothing claims to be. */
export function missingIn(claims: Claims): readonly Needed[] {
  return needed.filter((target) => claims[target].length === 0);
}

function wordsOf(classes: readonly string[]): readonly (readonly string[])[] {
  return classes.map((words) => words.split(" "));
}

/** A zone that the name of a column of times tells, other than UTC: `Time (EET)`, `Local time`. */
export function zoneIn(name: string): string | undefined {
  if (/\blocal\b/i.test(name)) return "local time";
  const unit = /[([](?<unit>[^)\]]+)[)\]]/.exec(name)?.groups?.["unit"]?.trim();
  const tellsNothing =
    /^(?:utc|gmt|z|[mµun]?s|sec(?:onds)?|milliseconds|unix|epoch|iso.*|[ymdhst:/.\s-]+)$/i;
  return unit === undefined || tellsNothing.test(unit) ? undefined : unit;
}
