/** Numbers by other numbers, none of which is negative. */
export type NumberTable = {
  get(key: number): number | undefined;
  set(key: number, number: number): void;
};

/** Up to so many keys stand in an array, beyond that in a map of those met. */
const mostListed = 2 ** 24;

/** A table for keys below a size. */
export function createNumberTable(size: number): NumberTable {
  if (size > mostListed) return new Map<number, number>();
  const numbers = new Int32Array(size);
  return {
    get(key) {
      const number = numbers[key] ?? 0;
      return number === 0 ? undefined : number - 1;
    },
    set(key, number) {
      numbers[key] = number + 1;
    },
  };
}
