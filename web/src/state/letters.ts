/** Letters that tell pathways apart where colours do not. */
export const LETTERS: Record<string, string> = {
  "state-transfer": "S", individual: "I", "state-trainee": "T", commercial: "C", peer: "P", battlefield: "B", "self-taught": "K", unknown: "?",
};
