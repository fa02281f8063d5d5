import { describe, expect, it } from "vitest";
import { textBars } from "../../test-support/text-bars.ts";

/** A note about numbers since 1970 without the first of them. */
const withoutFirst = (note: string): string => note.replace(/, the first is .*Z$/, "");

/** Two bars, as tools that are known write them, with other prices. */
function tell(lines: readonly string[], symbol?: string) {
  const reading = textBars(`${lines.join("\n")}\n`)(symbol);
  if (reading.status === "refused") {
    return reading.errors.map(({ where, message }) => `${where}: ${message}`);
  }
  const { n, time, open, high, low, close, volume } = reading.bars;
  const first = [open, high, low, close, volume].map((column) => column[0]);
  const clock = new Date(time[0] ?? 0).toJSON().replace(/:00.000Z$/, "");
  return [n, clock, ...first, ...reading.notes.map(withoutFirst)];
}

/** Two days as most write them. */
const days = ["2024-01-16,10,12.5,9,11.25,700", "2024-01-17,11,13,10,12,800"];
const day = ["2024-01-16T00:00", 10, 12.5, 9, 11.25];
const thousands = ["2024-01-16T00:00", 1010, 1012.5, 1009, 1011.25];
/** What is told of times of day. */
const noZone = "times have no zone and are taken as UTC";
const minute = ["2024-01-16T14:30", 10, 12.5, 9, 11.25];

describe("a header is read as it is spelled by", () => {
  it.each([
    [
      "Polygon's flat files",
      [
        "ticker,volume,open,close,high,low,window_start,transactions",
        "SPY,700,10,11.25,12.5,9,1705415400000000000,5",
        "SPY,800,11,12,13,10,1705415460000000000,5",
      ],
      [...minute, 700, "times count nanoseconds since 1970"],
    ],
    [
      "Polygon's and Alpaca's answers",
      [
        "v,vw,o,c,h,l,t,n",
        "700,10.1,10,11.25,12.5,9,1705415400000,5",
        "800,1,11,12,13,10,1705415460000,5",
      ],
      [...minute, 700, "times count milliseconds since 1970"],
    ],
    [
      "Alpaca's Python library",
      [
        "symbol,timestamp,open,high,low,close,volume,trade_count,vwap",
        "SPY,2024-01-16 14:30:00+00:00,10,12.5,9,11.25,700.0,5.0,10.1",
        "SPY,2024-01-16 14:31:00+00:00,11,13,10,12,800.0,5.0,10.1",
      ],
      [...minute, 700],
    ],
    [
      "TradingView",
      [
        "time,open,high,low,close,Volume,Volume MA,Plot",
        "1705415400,10,12.5,9,11.25,700,600.5,NaN",
        "1705415460,11,13,10,12,800,650,NaN",
      ],
      [...minute, 700, "times count seconds since 1970"],
    ],
    [
      "Dukascopy",
      [
        "Gmt time,Open,High,Low,Close,Volume",
        "16.01.2024 14:30:00.000,10,12.5,9,11.25,700.5",
        "16.01.2024 14:31:00.000,11,13,10,12,800",
      ],
      [...minute, 700.5, "dates have the day first, as 16.01.2024 14:30:00.000 has"],
    ],
    [
      "Dukascopy, with the zone in each row",
      [
        "Local time,Open,High,Low,Close,Volume",
        "05.01.2024 15:30:00.000 GMT+0100,10,12.5,9,11.25,700",
        "05.01.2024 15:31:00.000 GMT+0100,11,13,10,12,800",
      ],
      [
        "2024-01-05T14:30",
        ...minute.slice(1),
        700,
        "dates have the day first, as 05.01.2024 15:30:00.000 GMT+0100 has",
      ],
    ],
    [
      "sheets that tell how dates are written",
      [
        "Date (dd/mm/yyyy hh:mm),Open,High,Low,Close",
        "16/01/2024 14:30,10,12.5,9,11.25",
        "16/01/2024 14:31,11,13,10,12",
      ],
      [...minute, 0, "dates have the day first, as 16/01/2024 14:30 has", noZone],
    ],
    [
      "JForex",
      [
        "Time (EET),Open,High,Low,Close,Volume ",
        "2024.01.16 14:30:00,10,12.5,9,11.25,700",
        "2024.01.16 14:31:00,11,13,10,12,800",
      ],
      [...minute, 700, "times are taken as UTC as they are written; the header says EET"],
    ],
    [
      "CryptoDataDownload",
      [
        "https://www.CryptoDataDownload.com",
        "unix,date,symbol,open,high,low,close,Volume BTC,Volume USDT,tradecount",
        "1705449600000,2024-01-17 00:00:00,BTCUSDT,11,13,10,12,800,9000,7",
        "1705363200000,2024-01-16 00:00:00,BTCUSDT,10,12.5,9,11.25,700,8000,7",
      ],
      [
        ...day,
        700,
        'left out before the bars: "https://www.CryptoDataDownload.com"',
        '1 "unix" and 2 "date" tell the same times; 1 "unix" is used',
        "times count milliseconds since 1970",
        'the volume is that of column 8 "Volume BTC"',
        "the newest bars stand first",
      ],
    ],
    [
      "CryptoDataDownload in its older files",
      [
        "Unix Timestamp,Date,Symbol,Open,High,Low,Close,Volume",
        "1705449600.0,2024-01-17 12-AM,BTCUSD,11,13,10,12,800",
        "1705363200.0,2024-01-16 12-AM,BTCUSD,10,12.5,9,11.25,700",
      ],
      [
        ...day,
        700,
        '1 "Unix Timestamp" and 2 "Date" tell the same times; 1 "Unix Timestamp" is used',
        "times count seconds since 1970",
        "the newest bars stand first",
      ],
    ],
    [
      "NSE",
      [
        '"Date ","series ","OPEN ","HIGH ","LOW ","PREV. CLOSE ","ltp ","close ","vwap ","52W H","52W L ","VOLUME ","VALUE ","No of trades "',
        '"17-Jan-2024","EQ","1,011.00","1,013.00","1,010.00","1,012.00","1,012.05","1,012.00","1,011.00","1,100.00","900.00","8,000","8,000,000.00","7"',
        '"16-Jan-2024","EQ","1,010.00","1,012.50","1,009.00","1,000.00","1,012.00","1,011.25","1,010.00","1,100.00","900.00","7,000","7,000,000.00","7"',
      ],
      [...thousands, 7000, "commas group digits, as in 8,000", "the newest bars stand first"],
    ],
    [
      "NSE's lists of a day, of which one symbol is meant",
      [
        "SYMBOL,SERIES,OPEN,HIGH,LOW,CLOSE,LAST,PREVCLOSE,TOTTRDQTY,TOTTRDVAL,TIMESTAMP,TOTALTRADES,ISIN",
        "TCS,EQ,10,12.5,9,11.25,11.2,10,700,7000,16-JAN-2024,7,INE1",
        "TCS,EQ,11,13,10,12,12.1,11.25,800,8000,17-JAN-2024,7,INE1",
      ],
      [...day, 700, 'the volume is that of column 9 "TOTTRDQTY"'],
    ],
    [
      "MetaTrader 5 for shares",
      [
        "<DATE>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>",
        "2024.01.16\t10\t12.5\t9\t11.25\t5\t700\t1",
        "2024.01.17\t11\t13\t10\t12\t5\t800\t1",
      ],
      [...day, 700, "tabs separate the cells"],
    ],
    [
      "Stooq",
      [
        "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>",
        "SPY.US,5,20240116,143000,10,12.5,9,11.25,700,0",
        "SPY.US,5,20240116,143500,11,13,10,12,800,0",
      ],
      [...minute, 700, noZone],
    ],
    [
      "Tickstory",
      [
        "Date,Timestamp,Open,High,Low,Close,Volume",
        "20240116,14:30:00,10,12.5,9,11.25,700",
        "20240116,14:31:00,11,13,10,12,800",
      ],
      [...minute, 700, noZone],
    ],
    [
      "Nasdaq",
      [
        "Date,Close/Last,Volume,Open,High,Low",
        "01/17/2024,$12.00,800,$11.00,$13.00,$10.00",
        "01/16/2024,$11.25,700,$10.00,$12.50,$9.00",
      ],
      [...day, 700, "dates have the month first, as 01/17/2024 has", "the newest bars stand first"],
    ],
    [
      "Investing.com",
      [
        '"Date","Price","Open","High","Low","Vol.","Change %"',
        '"01/17/2024","1,012.00","1,011.00","1,013.00","1,010.00","1.8M","1.00%"',
        '"01/16/2024","1,011.25","1,010.00","1,012.50","1,009.00","700.50K","1.00%"',
      ],
      [
        ...thousands,
        700_500,
        "dates have the month first, as 01/17/2024 has",
        "the newest bars stand first",
      ],
    ],
    [
      "ariva.de",
      [
        "Datum;Erster;Hoch;Tief;Schlusskurs;Stuecke;Volumen",
        "2024-01-17;1.011,00;1.013,00;1.010,00;1.012,00;8.000;9.000.000",
        "2024-01-16;1.010,00;1.012,50;1.009,00;1.011,25;7.000;8.000.000",
      ],
      [
        ...thousands,
        7000,
        "semicolons separate the cells",
        'the volume is that of column 6 "Stuecke"',
        "commas are decimal, as in 1.011,00",
        "the newest bars stand first",
      ],
    ],
    [
      "yfinance, in its order of tickers",
      ["Ticker,SPY,SPY,SPY,SPY,SPY", "Price,Open,High,Low,Close,Volume", "Date,,,,,", ...days],
      [...day, 700, "the header has 3 rows"],
    ],
    [
      "pandas, for an index without a name",
      [",Open,High,Low,Close,Volume", ...days],
      [...day, 700],
    ],
    [
      "Excel in Germany",
      [
        "sep=;",
        "Date;Open;High;Low;Close;Volume",
        "16.01.2024 14:30;10;12,5;9;11,25;700",
        "16.01.2024 14:31;11;13;10;12;800",
      ],
      [
        ...minute,
        700,
        "semicolons separate the cells",
        "dates have the day first, as 16.01.2024 14:30 has",
        noZone,
        "commas are decimal, as in 12,5",
      ],
    ],
    [
      "a database client",
      [
        "ts | open | high | low | close | volume | note",
        "2024-01-16 14:30:00+00 | 10 | 12.5 | 9 | 11.25 | 700 | opened, late",
        "2024-01-16 14:31:00+00 | 11 | 13 | 10 | 12 | 800 | ",
      ],
      [...minute, 700, "vertical bars separate the cells"],
    ],
    [
      "akshare",
      [
        "日期,开盘,收盘,最高,最低,成交量,成交额",
        "2024-01-16,10,11.25,12.5,9,700,8000",
        "2024-01-17,11,12,13,10,800,9000",
      ],
      [...day, 700, 'the volume is that of column 6 "成交量"'],
    ],
  ])("%s", (_, lines, told) => {
    expect(tell(lines)).toEqual([2, ...told]);
  });

  it("yfinance, for several symbols of which one is meant", () => {
    const lines = [
      "Price,Close,Close,High,High,Low,Low,Open,Open,Volume,Volume",
      "Ticker,QQQ,SPY,QQQ,SPY,QQQ,SPY,QQQ,SPY,QQQ,SPY",
      "Date,,,,,,,,,,",
      "2024-01-16,1,11.25,1,12.5,1,9,1,10,1,700",
      "2024-01-17,2,12,2,13,2,10,2,11,2,800",
    ];
    expect(tell(lines, "SPY")).toEqual([2, ...day, 700, "the header has 3 rows"]);
    const asked = "line 1: column Ticker has QQQ, SPY";
    expect(tell(lines)).toEqual([`${asked}: write as data.symbol whose bars are meant`]);
    const halved = lines.with(1, "Ticker,QQQ,SPY,QQQ,SPY,QQQ,SPY,QQQ,QQQ,QQQ,SPY");
    expect(tell(halved, "SPY")).toEqual(["line 1: no column for open of SPY"]);
    expect(tell(lines, "IWM")).toEqual([`${asked}, and no IWM, which data.symbol names`]);
  });

  it.each([
    ["R", '"","SPY.Open","SPY.High","SPY.Low","SPY.Close","SPY.Volume","SPY.Adjusted"'],
    ["flattened tables of pandas", "Date,Open_SPY,High_SPY,Low_SPY,Close_SPY,Volume_SPY,Other"],
  ])("%s, with the symbol in each name", (_, names) => {
    const rows = ["2024-01-16,10,12.5,9,11.25,700,1", "2024-01-17,11,13,10,12,800,1"];
    expect(tell([names, ...rows])).toEqual([2, ...day, 700]);
  });

  it("terminals that write two prices of each, of which one is meant", () => {
    const names = "time,volume,bid.o,bid.h,bid.l,bid.c,ask.o,ask.h,ask.l,ask.c";
    const rows = ["2024-01-16,700,10,12.5,9,11.25,2,2,2,2", "2024-01-17,800,11,13,10,12,2,2,2,2"];
    expect(tell([names, ...rows], "bid")).toEqual([2, ...day, 700]);
    expect(tell([names, ...rows])).toEqual([
      "line 1: column names has bid, ask: write as data.symbol whose bars are meant",
    ]);
  });
});

describe("without a header a layout is recognised by its shape:", () => {
  const taken = (names: string, of?: string) =>
    `without a header, columns are taken for ${names}${of ? `, as ${of} writes them` : ""}`;

  it.each([
    [
      "MetaTrader 4",
      ["2024.01.16,14:30,10,12.5,9,11.25,700", "2024.01.16,14:31,11,13,10,12,800"],
      [...minute, 700, taken("date, time, open, high, low, close, volume", "MetaTrader"), noZone],
    ],
    [
      "MetaTrader 5",
      [
        "2024.01.16\t14:30:00\t10\t12.5\t9\t11.25\t700\t0\t1",
        "2024.01.16\t14:31:00\t11\t13\t10\t12\t800\t0\t1",
      ],
      [
        ...minute,
        700,
        "tabs separate the cells",
        taken("date, time, open, high, low, close, tick volume, volume, spread", "MetaTrader"),
        noZone,
        'the volume is that of column 7 "tick volume"',
      ],
    ],
    [
      "HistData",
      ["20240116 143000;10;12.5;9;11.25;0", "20240116 143100;11;13;10;12;0"],
      [
        ...minute,
        0,
        "semicolons separate the cells",
        taken("time, open, high, low, close, volume", "HistData"),
        noZone,
      ],
    ],
    [
      "FirstRate",
      ["2024-01-16 14:30:00,10,12.5,9,11.25,700", "2024-01-16 14:31:00,11,13,10,12,800"],
      [...minute, 700, taken("time, open, high, low, close, volume", "FirstRate"), noZone],
    ],
    [
      "Stooq",
      [
        "SPY.US,D,20240116,000000,10,12.5,9,11.25,700,0",
        "SPY.US,D,20240117,000000,11,13,10,12,800,0",
      ],
      [
        ...day,
        700,
        taken("ticker, period, date, time, open, high, low, close, volume, open interest", "Stooq"),
      ],
    ],
    [
      "Kraken",
      ["1705415400,10,1.25e1,9,11.25,700.5,7", "1705415460,11,13,10,12,800,7"],
      [
        ...minute,
        700.5,
        taken("time, open, high, low, close, volume, trades", "Kraken"),
        "times count seconds since 1970",
      ],
    ],
    [
      "lists of end-of-day prices",
      ["SPY,20240116,10,12.5,9,11.25,700", "SPY,20240117,11,13,10,12,800"],
      [...day, 700, taken("ticker, time, open, high, low, close, volume")],
    ],
    [
      "with decimal commas",
      ["# by hand", "16.01.2024;10,0;12,5;9,0;11,25", "17.01.2024;11,0;13,0;10,0;12,0"],
      [
        ...day,
        0,
        "semicolons separate the cells",
        'left out before the bars: "# by hand"',
        taken("time, open, high, low, close"),
        "dates have the day first, as 16.01.2024 has",
        "commas are decimal, as in 10,0",
      ],
    ],
  ])("%s", (_, lines, told) => {
    expect(tell(lines)).toEqual([2, ...told]);
  });

  it.each([
    ["open, close, high, low", ["2024-01-16,10,11.25,12.5,9,700", "2024-01-17,11,12,13,10,800"]],
    ["an adjusted close", ["2024-01-16,10,12.5,9,11.25,11,700", "2024-01-17,11,13,10,12,12,800"]],
    ["more than that", ["2024-01-16,10,12.5,9,11.25,1,2,3,4", "2024-01-17,11,13,10,12,1,2,3,4"]],
  ])("not %s", (_, lines) => {
    expect(tell(lines)).toEqual([expect.stringMatching(/^line 1: no column for time, open, high/)]);
  });
});
