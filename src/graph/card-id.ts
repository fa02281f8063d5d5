/**
 * Makes ids for the cards of one picture, each from the text that says what its card is. Equal cards
 * of two plans get equal ids, whatever numbers the plans give them; within one picture a repeated text
 * gets a number, so that no id is given twice.
 */
export function createCardIds(): (prefix: string, key: string) => string {
  const given = new Map<string, number>();
  return (prefix, key) => {
    const id = `${prefix}-${digest(key)}`;
    const before = given.get(id) ?? 0;
    given.set(id, before + 1);
    return before === 0 ? id : `${id}-${before}`;
  };
}

/** 53 bits of a text, by cyrb53: short enough for the page, and no matter if two texts share them. */
function digest(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}
