/** Where actors stand: the same graph gives the same picture, today and at the next visit. */
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";

export interface Edge { from: string; to: string; weight: number }
export type Places = Record<string, { x: number; y: number }>;

/** A number from 0 to 1 that hangs on a text alone (FNV-1a). */
export function chance(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash / 0x1_0000_0000;
}

/**
 * Positions by ForceAtlas2 (Jacomy et al. 2014) from a start that hangs on the ids alone, with a fixed number of
 * steps: deterministic. Ids and edges are sorted first, since the order of sums matters to the last bit.
 */
export function layout(ids: string[], edges: Edge[]): Places {
  const graph = new Graph({ type: "undirected", multi: false });
  for (const id of [...ids].sort()) {
    const angle = 2 * Math.PI * chance(id), radius = 100 * Math.sqrt(chance(id + "r"));
    graph.addNode(id, { x: radius * Math.cos(angle), y: radius * Math.sin(angle), size: 6 });
  }
  for (const edge of [...edges].sort((one, other) => (one.from + one.to < other.from + other.to ? -1 : 1))) {
    if (edge.from === edge.to || !graph.hasNode(edge.from) || !graph.hasNode(edge.to)) continue;
    const found = graph.edge(edge.from, edge.to);
    if (found) graph.updateEdgeAttribute(found, "weight", (weight?: number) => (weight ?? 0) + edge.weight);
    else graph.addEdge(edge.from, edge.to, { weight: edge.weight });
  }
  const steps = graph.order > 2000 ? 150 : graph.order > 400 ? 400 : 1200;
  return forceAtlas2(graph, {
    iterations: steps,
    getEdgeWeight: "weight",
    settings: { barnesHutOptimize: graph.order > 300, gravity: 0.12, strongGravityMode: true, scalingRatio: 60, slowDown: 1 + Math.log(1 + graph.order), edgeWeightInfluence: 0.3 },
  });
}
