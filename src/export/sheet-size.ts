/** The size that design reviews get, in pixels at 1×. */
export const sheetSize = { width: 1600, height: 1000 } as const;
