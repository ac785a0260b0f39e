/** A text cut at the edges of its marks. Marks count code points, as the record does. */

export interface Marked {
  slot: string;
  start: number;
  end: number;
}

export interface Piece {
  text: string;
  /** Slots that cover it, the shortest mark first. */
  slots: string[];
}

/** Cuts a text at the edges of its marks; joined together the pieces are the text. */
export function pieces(text: string, marks: readonly Marked[]): Piece[] {
  const points = Array.from(text);
  const edges = new Set([0, points.length]);
  for (const mark of marks) {
    for (const edge of [mark.start, mark.end]) edges.add(Math.min(points.length, Math.max(0, edge)));
  }
  const cuts = [...edges].sort((one, other) => one - other);
  const found: Piece[] = [];
  for (let n = 0; n + 1 < cuts.length; n += 1) {
    const [start, end] = [cuts[n]!, cuts[n + 1]!];
    const over = marks.filter((mark) => mark.start <= start && end <= mark.end);
    over.sort((one, other) => one.end - one.start - (other.end - other.start));
    found.push({ text: points.slice(start, end).join(""), slots: over.map((mark) => mark.slot) });
  }
  return found;
}
