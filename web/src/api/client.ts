import createClient from "openapi-fetch";
import { address } from "../state/address.svelte";
import { preparing } from "../state/preparing.svelte";
import type { components, paths } from "./schema";

/** Shapes of the API, by name: `Shape<"Assessment">`. */
export type Shape<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** Why there is no answer: what is wrong, and what to do about it. */
export class Refused extends Error {
  constructor(
    readonly what: string,
    readonly told: string,
    readonly status: number,
    /** What sort of failure, and the same words as a reason, where the server gave them. */
    readonly sort: Shape<"Problem">["sort"] | "" = "",
    readonly reason: Shape<"Reason"> | null = null,
  ) {
    super(`${what}: ${told}`);
  }
}

const client = createClient<paths>({ baseUrl: location.origin });

// Every question is asked of the record as known on the date in the address.
client.use({
  onRequest({ request }) {
    const asOf = address.get("as_of");
    if (!asOf || request.method !== "GET") return request;
    const url = new URL(request.url);
    if (!url.searchParams.has("as_of")) url.searchParams.set("as_of", asOf);
    return new Request(url, request);
  },
  async onResponse({ request, response }) {
    const behind = response.headers.get("thistledown-behind");
    if (behind) preparing.watch(behind);
    if (response.ok) return response;
    const told = (await response.clone().text()).slice(0, 2000);
    let problem: Partial<Shape<"Problem">> = { told };
    try {
      problem = JSON.parse(told) as typeof problem;
    } catch {
      // Not the API's own words, but words all the same.
    }
    if (response.status === 503 && problem.job && request.method === "GET") {
      await preparing.wait(problem.job);
      const again = await fetch(request.url);
      if (again.ok) return again;
    }
    throw new Refused(problem.what ?? response.statusText, problem.told ?? "", response.status, problem.sort, problem.reason);
  },
});

export const api = client;

/** The data of an answer: `await data(api.GET("/api/casebook"))`. Throws `Refused`. */
export async function data<T>(answer: Promise<{ data?: T }>): Promise<T> {
  try {
    return (await answer).data as T;
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused("offline", String(error), 0);
  }
}
