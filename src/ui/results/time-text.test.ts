import { expect, it } from "vitest";
import { tickTime, timeText } from "./time-text.ts";

const hour = 3_600_000;
const day = 24 * hour;
const newYear = Date.UTC(2024, 0, 1);

it("writes times in UTC, with the hour where bars are not of whole days", () => {
  expect(timeText(newYear)).toBe("01 Jan 2024");
  expect(timeText(newYear + 14.5 * hour)).toBe("01 Jan 2024, 14:30");
});

it("marks an axis no more exactly than its steps", () => {
  expect(tickTime(newYear, 365 * day)).toBe("2024");
  expect(tickTime(newYear, 31 * day)).toBe("Jan 2024");
  expect(tickTime(newYear, day)).toBe("01 Jan");
  expect(tickTime(newYear + 14.5 * hour, hour)).toBe("01 Jan, 14:30");
});
