/**
 * Rows of cells as aligned columns, indented by two spaces. Columns from `numbers` on, counted from
 * 0, end at the right.
 */
export function table(
  rows: readonly (readonly string[])[],
  numbers = Number.POSITIVE_INFINITY,
): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    }
  }
  const aligned = (cell: string, column: number): string => {
    const width = widths[column] ?? 0;
    return column < numbers ? cell.padEnd(width) : cell.padStart(width);
  };
  return rows.map((row) => `  ${row.map(aligned).join("  ")}`.trimEnd()).join("\n");
}
