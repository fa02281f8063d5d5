/** An element of an XML text with what stands in it. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  /** All text within, also that of its children. */
  text: string;
};

const legal = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** Reads an XML text without declarations, strictly: throws where any XML reader would. */
export function readXml(xml: string): XmlElement {
  if (!legal.test(xml)) throw new Error("a character that XML does not have");
  const outside: XmlElement = { name: "", attributes: new Map(), children: [], text: "" };
  const open = [outside];
  const token = /<(\/?)([a-zA-Z]+)((?:\s+[a-zA-Z:-]+="[^"<]*")*)\s*(\/?)>|([^<>]+)/gy;
  let end = 0;
  for (const [whole, closing, name, attributes, empty, text] of xml.matchAll(token)) {
    end += whole.length;
    const inner = open.at(-1);
    if (!inner) throw new Error("closed more than it opened");
    if (text !== undefined) {
      for (const one of open) one.text += unescape(text);
    } else if (closing) {
      if (inner.name !== name) throw new Error(`</${name}> closes <${inner.name}>`);
      open.pop();
    } else {
      const element: XmlElement = {
        name: name ?? "",
        attributes: readAttributes(attributes ?? ""),
        children: [],
        text: "",
      };
      inner.children.push(element);
      if (!empty) open.push(element);
    }
  }
  const [root] = outside.children;
  if (end !== xml.length) throw new Error(`no XML at ${end}: ${xml.slice(end, end + 60)}`);
  if (open.length !== 1 || !root || outside.children.length !== 1)
    throw new Error("not one element");
  return root;
}

function readAttributes(written: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = "", value = ""] of written.matchAll(/([a-zA-Z:-]+)="([^"]*)"/g)) {
    if (attributes.has(name)) throw new Error(`${name} twice`);
    attributes.set(name, unescape(value));
  }
  return attributes;
}

const unescape = (text: string): string =>
  text.replace(/&(?:(\w+);)?/g, (whole, name: string | undefined) => {
    const meant = entities[name ?? ""];
    if (meant === undefined) throw new Error(`${whole} is no entity`);
    return meant;
  });

/** An element and all in it, from the outside in. */
export function* everyElement(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) yield* everyElement(child);
}
