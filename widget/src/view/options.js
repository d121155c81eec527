/** The options of a question, those that are no finding of their own apart. */

const WHOLE = ["unsure", "declined"];

/**
 * `own` name findings, choices or values; `whole` answer everything that is asked. Only
 * where several boxes can be ticked does "none" mean none of them; elsewhere it is a
 * choice like the others, such as pain that does not go into the leg.
 */
export function sorted({ kind, options }) {
  const isWhole = ({ id }) => WHOLE.includes(id) || (kind === "multiple" && id === "none");
  return { own: options.filter((one) => !isWhole(one)), whole: options.filter(isWhole) };
}
