/** A storage that is gone with the test; `kept` is what it holds. */
export function memoryStorage(kept = new Map<string, string>()): Storage {
  return {
    length: 0,
    clear: () => kept.clear(),
    key: () => null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}
