import type { MovingRange } from "../../text/source-range.ts";
import { constructScalar, type Constructed, type ScalarTag } from "./pyyaml-scalars.ts";

const integer = /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const notFinite = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** The tag that YAML 1.2's core schema gives a plain scalar by its looks. */
export function resolveCoreTag(text: string): ScalarTag {
  if (/^(?:~|null|Null|NULL|)$/.test(text)) return "null";
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(text)) return "bool";
  if (integer.test(text)) return "int";
  return float.test(text) || notFinite.test(text) ? "float" : "str";
}

/** Builds the value of a scalar as a loader of YAML 1.2's core schema does. */
export function constructCoreScalar(tag: ScalarTag, text: string, range: MovingRange): Constructed {
  if (tag === "int" && integer.test(text)) {
    // 010 is ten here, and eight to PyYAML
    const decimal = text.replace(/^([-+]?)0+(?=[0-9])/, "$1");
    const octal = /^0o([0-7]+)$/.exec(text)?.[1];
    return constructScalar("int", octal === undefined ? decimal : `0${octal}`, range);
  }
  return constructScalar(tag, text, range);
}
