import { layout, type Edge } from "./layout";

addEventListener("message", (event: MessageEvent<{ ids: string[]; edges: Edge[] }>) => {
  postMessage(layout(event.data.ids, event.data.edges));
});
