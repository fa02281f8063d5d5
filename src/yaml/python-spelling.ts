import type { Value } from "./value.ts";

/** A scalar as Python's JSON spells it: `1e-05`, `true`, `NaN`. */
export function spellScalar(
  value: Extract<Value, { type: "int" | "float" | "bool" | "null" }>,
): string {
  switch (value.type) {
    case "int":
    case "bool":
      return String(value.value);
    case "float":
      return spellFloat(value.value);
    case "null":
      return "null";
  }
}

/** A float as Python's `repr`: the shortest digits, with an exponent below 1e-4 and from 1e16 on. */
export function spellFloat(value: number): string {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
  }
  if (Object.is(value, -0)) return "-0.0";
  const [mantissa = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power < -4 || power >= 16) {
    const digits = String(Math.abs(power)).padStart(2, "0");
    return `${mantissa}e${power < 0 ? "-" : "+"}${digits}`;
  }
  // below 1e21 JavaScript writes no exponent either, and the digits are the same shortest ones
  const plain = power < 0 ? fixed(mantissa, power) : String(value);
  return plain.includes(".") ? plain : `${plain}.0`;
}

/** Digits after the point without an exponent: JavaScript begins one at 1e-7, Python at 1e-5. */
function fixed(mantissa: string, power: number): string {
  const sign = mantissa.startsWith("-") ? "-" : "";
  const digits = mantissa.replace(/[-.]/g, "");
  return `${sign}0.${"0".repeat(-power - 1)}${digits}`;
}
