/** A cluster as a ring of its parts with the number in it, as a button. */
const SVG = "http://www.w3.org/2000/svg";

export function donut(n: number, parts: { fill: string; n: number }[], label: string): HTMLButtonElement {
  const size = Math.round(26 + 9 * Math.log10(Math.max(1, n)) * 1.6);
  const middle = size / 2, outer = middle - 1, inner = outer * 0.62;
  const button = document.createElement("button");
  button.className = "donut";
  button.type = "button";
  button.title = label;
  button.setAttribute("aria-label", label);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("width", String(size));
  svg.setAttribute("height", String(size));
  svg.setAttribute("aria-hidden", "true");
  const whole = parts.reduce((sum, one) => sum + one.n, 0) || 1;
  let from = 0;
  for (const part of parts) {
    if (!part.n) continue;
    const to = from + part.n / whole;
    const piece = document.createElementNS(SVG, "path");
    piece.setAttribute("d", sector(middle, inner, outer, from, Math.min(to, from + 0.9995)));
    piece.setAttribute("fill", part.fill);
    svg.append(piece);
    from = to;
  }
  const hole = document.createElementNS(SVG, "circle");
  hole.setAttribute("class", "inner");
  hole.setAttribute("cx", String(middle));
  hole.setAttribute("cy", String(middle));
  hole.setAttribute("r", String(inner));
  const text = document.createElementNS(SVG, "text");
  text.setAttribute("x", String(middle));
  text.setAttribute("y", String(middle + 4));
  text.setAttribute("text-anchor", "middle");
  text.textContent = n < 10_000 ? String(n) : `${Math.round(n / 1000)}k`;
  svg.append(hole, text);
  button.append(svg);
  return button;
}

function sector(c: number, inner: number, outer: number, from: number, to: number): string {
  const at = (r: number, share: number): string => {
    const angle = 2 * Math.PI * share - Math.PI / 2;
    return `${(c + r * Math.cos(angle)).toFixed(2)},${(c + r * Math.sin(angle)).toFixed(2)}`;
  };
  const large = to - from > 0.5 ? 1 : 0;
  return `M${at(outer, from)}A${outer},${outer} 0 ${large} 1 ${at(outer, to)}L${at(inner, to)}A${inner},${inner} 0 ${large} 0 ${at(inner, from)}Z`;
}
